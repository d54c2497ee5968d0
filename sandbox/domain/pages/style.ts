import { createHash } from 'node:crypto';

/**
 * System fonts and colors that are told apart by at least 4.5 to 1, light and dark. One column that is never wider than
 * the window: nothing scrolls sideways at 320 pixels, nor at 200 %.
 */
export const style = `
:root { color-scheme: light dark; --back: #fff; --text: #16191f; --quiet: #4a5260; --line: #6b7280; --act: #0a4bb5;
  --on-act: #fff; --bad: #a4161a; --bad-back: #fdecec }
@media (prefers-color-scheme: dark) { :root { --back: #14171c; --text: #f1f3f5; --quiet: #b6bec9; --line: #8b95a3;
  --act: #8ab4f8; --on-act: #10131a; --bad: #ffb4ab; --bad-back: #3b1517 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 26rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25 }
form, .links, .providers { margin: 0 0 1.5rem }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600 }
.hint { margin: 0 0 .25rem; color: var(--quiet) }
input { width: 100%; min-height: 2.75rem; padding: .5rem .625rem; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: .25rem }
input[aria-invalid=true] { border: 2px solid var(--bad) }
button, .button { display: block; width: 100%; min-height: 2.75rem; margin: 1.25rem 0 0; padding: .5rem .75rem;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; color: var(--on-act);
  background: var(--act); border: 2px solid var(--act); border-radius: .25rem; cursor: pointer }
.quiet { color: var(--act); background: transparent }
a { color: var(--act) }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
.fault { margin: 0 0 1rem; padding: .75rem; color: var(--bad); background: var(--bad-back); border-left: 4px solid var(--bad) }
.note { margin: 0 0 1rem; padding: .75rem; border-left: 4px solid var(--act) }
.links { padding: 0; list-style: none }
.links li { padding: .125rem 0 }
.links a { display: inline-block; padding: .375rem 0 }
code { font-size: 1.0625rem }
svg { display: block; width: 12rem; max-width: 100%; height: auto; margin: 1rem 0; background: #fff }
`;

/** For the content security policy: this style, and no other. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
