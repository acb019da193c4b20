import { createHash } from 'node:crypto';
import { type Html, html } from '../shared/html';
import type { Notice } from './words';

export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** System colours follow the reader's own, dark or with high contrast. */
const STYLE = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;font:1.0625rem/1.55 system-ui,sans-serif;background:Canvas;color:CanvasText}
main{max-width:44rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.125rem;margin:2rem 0 .5rem}
h1,h2,p,dd,li,label{overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.25rem 1rem;margin:0}
dt{font-weight:600}
dd{margin:0}
.content{border:1px solid GrayText;border-radius:.5rem;padding:.25rem 1rem}
.content p{white-space:pre-wrap}
.fault{border-inline-start:.3rem solid #c9372c;padding:.25rem .75rem;margin:0 0 1rem;font-weight:600}
.hint{margin:.25rem 0}
label,legend{font-weight:600}
fieldset{border:1px solid GrayText;border-radius:.5rem;margin:0 0 1rem;padding:.5rem 1rem 1rem}
.option{display:flex;gap:.6rem;padding:.4rem 0;font-weight:400}
input{width:1.25rem;height:1.25rem;flex:none;margin:.15rem 0 0}
textarea{width:100%;font:inherit;padding:.5rem;min-height:6.5rem}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}
button{font:inherit;font-weight:600;padding:.65rem 1.25rem;min-height:2.75rem;border:2px solid currentColor;border-radius:.4rem;background:Canvas;color:CanvasText;cursor:pointer}
button[value=approve]{background:CanvasText;border-color:CanvasText;color:Canvas}
button:focus-visible,textarea:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid Highlight;outline-offset:2px}
`;

/** A whole document that loads nothing and runs nothing. */
export function toPage(status: number, title: string, content: Html): PageAnswer {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title} - Baton</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
  return { status, headers: headersOf(), body: markup };
}

export const toNoticePage = ({ status, title, sentences }: Notice, more: Html): PageAnswer =>
  toPage(status, title, html`<h1>${title}</h1>${sentences.map((each) => html`<p>${each}</p>`)}${more}`);

/** The address of this page is a secret, so no other page may learn of it, and nothing keeps a copy. */
function headersOf(): Readonly<Record<string, string>> {
  const style = createHash('sha256').update(STYLE).digest('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${style}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}
