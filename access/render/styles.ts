/** The look of the page: colours of both schemes have a contrast of at least 4.5 to 1, and no answer is colour alone. */
export const styles = `
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #c8c8c8; --yes: #0b6b2b; --no: #5c5c5c; --if: #8a4b00; --head: #f2f2f2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #161616; --line: #4a4a4a; --yes: #6fd58f; --no: #a8a8a8; --if: #f0b35a; --head: #262626; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 80rem; font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; }
section { overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { background: var(--head); font-weight: 600; }
th[scope=row] { font-weight: 500; }
summary { cursor: pointer; font-weight: 700; }
summary:focus-visible, a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
td.allowed summary { color: var(--yes); }
td.denied summary { color: var(--no); font-weight: 400; }
td.conditional summary { color: var(--if); }
ol { max-width: 30rem; margin: .5rem 0; padding-left: 1.2rem; font-size: .875rem; overflow-wrap: anywhere; }
li.stops strong { color: var(--no); }
li.decides strong { color: var(--if); }
td small, dd small { overflow-wrap: anywhere; }
.label { display: none; }
dt { font-weight: 600; margin-top: .5rem; overflow-wrap: anywhere; }
dd { margin-left: 1rem; }
@media screen and (max-width: 48rem) {
  table, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); left: 0; }
  tr { margin: 0 0 1rem; border: 1px solid var(--line); }
  th, td { border: 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
  th[scope=row] { background: var(--head); border-top: 0; font-weight: 600; }
  .label { display: block; font: .8125rem/1.3 ui-monospace, monospace; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --line: #888; --yes: #000; --no: #444; --if: #000; --head: #eee; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  nav { display: none; }
  section { overflow: visible; }
  th, td { overflow-wrap: anywhere; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
