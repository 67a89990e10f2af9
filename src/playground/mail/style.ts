import { html } from '../../chat/html.ts'
import { inlineStyle } from '../../chat/inline-style.ts'

/** The page's colours are the workspace's. */
export const style = inlineStyle(html`
:root{color-scheme:light dark;--paper:light-dark(#fcfbf8,#1b1a18);--raised:light-dark(#fff,#262421);--line:light-dark(#e6e1d7,#37342f);
--ink:light-dark(#26221d,#ece8e1);--soft:light-dark(#625a4f,#b4ada2);--accent:light-dark(#17695b,#74cbb9)}
*{box-sizing:border-box}
body{margin:0 auto;padding:20px 16px 32px;max-width:860px;background:var(--paper);color:var(--ink);
font:15px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
nav{display:flex;gap:20px;margin-bottom:18px}nav a:last-child{margin-left:auto}
a{color:var(--accent)}a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
h1{margin:0 0 4px;font-size:24px;line-height:1.3}
.about,.meta,dt{color:var(--soft)}.about{margin:0 0 20px}
ul{margin:0;padding:0;list-style:none;border-top:1px solid var(--line)}
li a{display:block;padding:12px 4px;border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
li a:hover{background:var(--raised)}
.subject{display:block;font-weight:600}.meta{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px;font-size:13px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:0 0 16px}dd{margin:0}
iframe{display:block;width:100%;height:640px;border:1px solid var(--line);border-radius:12px;background:#fff}
details{margin-top:16px}summary{cursor:pointer;color:var(--accent)}
pre{padding:14px;border:1px solid var(--line);border-radius:12px;background:var(--raised);white-space:pre-wrap;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}
`)
