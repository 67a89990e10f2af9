import { html } from '../../chat/html.ts'
import { inlineStyle } from '../../chat/inline-style.ts'

/** For a phone first. Nothing newer than what browsers inside chat apps know; every pair of colours reaches WCAG AA. */
export const style = inlineStyle(html`
:root{color-scheme:light dark;--paper:#f4f1ea;--sheet:#fff;--ink:#26221d;--soft:#625a4f;--line:#e6e1d7;--edge:#8f877b;
--accent:#17695b;--on-accent:#fff;--tint:#e2efeb;--bad:#ad342a;--bad-tint:#fbe9e6}
@media (prefers-color-scheme:dark){:root{--paper:#141312;--sheet:#1f1d1a;--ink:#ece8e1;--soft:#b4ada2;--line:#37342f;--edge:#837b70;
--accent:#74cbb9;--on-accent:#0b2721;--tint:#20392f;--bad:#f09a90;--bad-tint:#40221e}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 -apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
.page{max-width:640px;margin:0 auto;padding:12px 16px 40px}
header{display:flex;justify-content:flex-end}
main{padding:24px 20px 28px;background:var(--sheet);border:1px solid var(--line);border-radius:16px}
h1{margin:0 0 8px;font-size:24px;line-height:1.3}
p{margin:0 0 16px}main>:last-child{margin-bottom:0}
.soft{color:var(--soft)}
a{color:var(--accent)}header a,footer a{display:inline-block;padding:10px 4px}
footer{padding-top:10px;text-align:center;font-size:15px}footer a{color:var(--soft)}
fieldset{min-width:0;margin:28px 0 0;padding:0;border:0}
legend,.question{display:block;width:100%;margin:0 0 12px;padding:0;font-weight:600}
.question{margin-top:28px;margin-bottom:8px}.optional{color:var(--soft);font-size:15px;font-weight:400}
.scale{display:grid;grid-template-columns:repeat(6,1fr);gap:8px}.scale.short{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:1fr}
.choices{display:grid;gap:8px}
.option{position:relative;display:block}
.option input{position:absolute;top:0;left:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.option span{display:block;padding:11px 14px;border:1px solid var(--edge);border-radius:12px}
.scale .option span{padding:12px 0;text-align:center;font-weight:600}
.option input:hover+span{background:var(--tint)}
.option input:checked+span{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.choices .option input:checked+span{font-weight:600}
.option input:focus-visible+span,a:focus-visible,button:focus-visible,textarea:focus-visible,.line:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
a:focus-visible{border-radius:4px}
.ends{display:flex;justify-content:space-between;gap:24px;margin:8px 0 0;color:var(--soft);font-size:15px}.ends span:last-child{text-align:right}
textarea,.line{display:block;width:100%;padding:12px 14px;border:1px solid var(--edge);border-radius:12px;background:var(--sheet);
color:var(--ink);font:inherit}textarea{min-height:120px;resize:vertical}
section{margin-top:32px;padding-top:24px;border-top:1px solid var(--line)}h2{margin:0 0 8px;font-size:20px;line-height:1.3}
button,.button{display:block;width:100%;margin-top:28px;padding:14px 24px;border:1px solid var(--accent);border-radius:12px;background:var(--accent);
color:var(--on-accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button.plain,.button.plain{background:none;color:var(--accent)}
.button.plain{margin-top:12px}
.notice{margin-top:12px;padding:12px 14px;background:var(--tint);border-radius:12px}
.problem{margin-top:12px;padding:12px 14px;background:var(--bad-tint);border-radius:12px}
.wrong{margin:8px 0 0;color:var(--bad);font-size:15px}
.bad textarea,.bad .line,.bad .option span{border-color:var(--bad)}
@media (min-width:600px){.page{padding-top:32px}main{padding:36px 40px 40px}.scale{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:1fr;gap:6px}
button,.button{display:inline-block;width:auto;min-width:160px;margin-right:12px}}
@media (forced-colors:active){.option input:checked+span{background:Highlight;color:HighlightText;forced-color-adjust:none}}
`)
