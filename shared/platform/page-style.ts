/** How our pages look: the reader's own fonts and colours, light or dark. */
export const pageStyle = `
:root { font: 16px/1.5 system-ui, sans-serif; --line: #8884; --soft: #8882; --link: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --link: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0; display: flex; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; flex: 0 0 18rem; padding: 1rem; border-right: 1px solid var(--line); font-size: .875rem; }
nav ul { list-style: none; padding: 0; margin: 0 0 .5rem; }
nav ul ul { padding-left: .5rem; }
main { flex: 1; min-width: 0; max-width: 60rem; padding: 1rem 2rem 6rem; }
article { border-top: 1px solid var(--line); padding: .5rem 0 1.5rem; }
h2 { margin-top: 3rem; }
h3 code { font-size: 1.05rem; overflow-wrap: anywhere; }
h4 { margin: 1rem 0 .25rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; }
code { background: var(--soft); border-radius: 3px; padding: 0 .25em; }
pre { background: var(--soft); border-radius: 6px; padding: .75rem; overflow: auto; }
small { opacity: .7; }
.fields { border-collapse: collapse; width: 100%; font-size: .9rem; }
.fields th { text-align: left; font-weight: normal; white-space: nowrap; width: 12rem; }
.fields th, .fields td { vertical-align: top; padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--soft); }
.fields td p, .fields td ul { margin: 0; }
.GET, .POST, .PATCH, .PUT, .DELETE { font: 600 .75rem ui-monospace, monospace; }
.GET { color: #188038; } .POST { color: #1a73e8; } .PATCH, .PUT { color: #c26401; } .DELETE { color: #d93025; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1rem; } .fields th { white-space: normal; width: auto; } }
`;
