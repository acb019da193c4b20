import { createHash } from 'node:crypto';
import { html } from '../shared/html';
import type { Told } from './oauth-words';

export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;font:1.0625rem/1.55 system-ui,sans-serif;background:Canvas;color:CanvasText}
main{max-width:36rem;margin:10vh auto;padding:1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
h1,p{overflow-wrap:anywhere}
`;

/** A whole document that loads nothing and runs nothing. Its address holds a code, so no other page may learn of it. */
export function toPage(status: number, { title, sentences }: Told): PageAnswer {
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
<h1>${title}</h1>
${sentences.map((each) => html`<p>${each}</p>`)}
</main>
</body>
</html>
`;
  return { status, headers: HEADERS, body: markup };
}

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
