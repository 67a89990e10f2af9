import { html } from '../../../chat/html.ts'
import { inlineStyle } from '../../../chat/inline-style.ts'

/** For a phone and a narrow sidebar first. Nothing newer than what WeCom's browsers know; every pair of colours reaches WCAG AA. */
export const style = inlineStyle(html`
:root{color-scheme:light dark;--paper:#f2f4f7;--sheet:#fff;--ink:#1d2430;--soft:#59636f;--line:#e3e7ec;--edge:#868f9b;
--accent:#1c5fb8;--on-accent:#fff;--tint:#e8f0fb;--bad:#ad342a;--bad-tint:#fbe9e6}
@media (prefers-color-scheme:dark){:root{--paper:#121417;--sheet:#1c2024;--ink:#e6e9ed;--soft:#a9b1bb;--line:#32383f;--edge:#7b8592;
--accent:#86b6f5;--on-accent:#0d2340;--tint:#1f2f45;--bad:#f09a90;--bad-tint:#40221e}}
*,*::before{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 -apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main{max-width:640px;margin:0 auto;padding:12px 12px 40px}
.sheet{margin:0 0 12px;padding:18px 16px;background:var(--sheet);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 8px;font-size:21px;line-height:1.35}h2{margin:0 0 8px;font-size:19px;line-height:1.35}
h3{margin:18px 0 6px;font-size:16px;line-height:1.4}
p{margin:0 0 10px}.sheet>:last-child,form>:last-child{margin-bottom:0}
.soft,.note,.detail,.hint{color:var(--soft)}.soft{font-weight:400}.note,.detail,.hint{font-size:14px}
a{color:var(--accent)}code{padding:1px 5px;background:var(--tint);border-radius:5px;font-size:15px}
form,fieldset{min-width:0;margin:0;padding:0;border:0}form.fill>*{margin-top:22px}
legend,.question{display:block;width:100%;margin:0 0 6px;padding:0;font-weight:600}.hint{margin:0 0 8px}
input[type=text],input[type=search],input[type=date],select,textarea{display:block;width:100%;min-height:46px;padding:10px 12px;border:1px solid var(--edge);
border-radius:10px;background:var(--sheet);color:var(--ink);font:inherit}
input[type=date]{-webkit-appearance:none;appearance:none}textarea{resize:vertical}
.choices{display:grid;gap:8px}.option{position:relative;display:block}
.option input{position:absolute;top:0;left:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.option span{display:block;padding:10px 12px 10px 40px;border:1px solid var(--edge);border-radius:10px}
.option span::before{content:"";position:absolute;top:14px;left:13px;width:18px;height:18px;border:1px solid var(--edge);border-radius:50%;background:var(--sheet)}
.option [type=checkbox]+span::before{border-radius:5px}
.option input:checked+span{background:var(--tint);border-color:var(--accent)}
.option input:checked+span::before{border:6px solid var(--accent)}
.which{margin-top:10px}
input:focus-visible,select:focus-visible,textarea:focus-visible,.option input:focus-visible+span,a:focus-visible,button:focus-visible,
summary:focus-visible,.wide:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button{padding:9px 16px;min-height:44px;border:1px solid var(--accent);border-radius:10px;background:var(--sheet);color:var(--accent);font:inherit;cursor:pointer}
button.primary{background:var(--accent);color:var(--on-accent);font-weight:600}button.danger{border-color:var(--bad);color:var(--bad)}
form.fill button.primary{width:100%;min-height:50px}
.problem{margin:12px 0;padding:10px 12px;background:var(--bad-tint);border-radius:10px}
.wrong{margin:0 0 8px;color:var(--bad);font-size:14px}.bad input,.bad select,.bad textarea,.bad .option span{border-color:var(--bad)}
.facts{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;margin:0 0 12px}.facts dt{color:var(--soft)}.facts dd{margin:0}
.rows{margin:0 0 12px;padding-left:24px}.rows.plain{padding-left:0;list-style:none}.rows>li{margin:0 0 10px}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 12px}
.rows .actions,.rows details{margin:6px 0 0}.rows button,details>summary{padding:6px 12px;min-height:38px;font-size:15px}
details>summary{display:inline-block;border:1px solid var(--accent);border-radius:10px;color:var(--accent);cursor:pointer}
.wide{overflow-x:auto;margin:0 0 12px}table{border-collapse:collapse;font-size:14px}th,td{padding:6px 14px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
figure{margin:0 0 12px}figure svg{display:block;width:100%;height:auto}figcaption{margin-top:6px;color:var(--soft);font-size:14px}
hr{margin:14px 0;border:0;border-top:1px solid var(--line)}
.search{display:flex;gap:8px;margin:0 0 8px}.log{margin:10px 0 16px;padding:12px;background:var(--tint);border-radius:10px}.log .actions{margin:8px 0 0}.search input{flex:1;min-width:0}
.picks{display:grid;gap:8px}.picks button{text-align:left}
.answer{border-color:var(--accent)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (min-width:600px){.sheet{padding:24px}}
@media (forced-colors:active){.option input:checked+span{background:Highlight;color:HighlightText;forced-color-adjust:none}}
`)
