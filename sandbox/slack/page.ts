/** What the pages of Slack that the sandbox plays have in common. */
const STYLE = `
  body { background: #f8f8f8; color: #1d1c1d; font: 16px/1.5 system-ui, sans-serif; margin: 0; }
  main { background: #fff; border-radius: 8px; margin: 8vh auto; max-width: 30rem; padding: 2rem; }
  h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 1rem; }
  select { display: block; font: inherit; margin: .25rem 0 1rem; padding: .4rem; width: 100%; }
  li { margin: .25rem 0; } dt { color: #616061; font-size: .8rem; } dd { margin: 0 0 .75rem; overflow-wrap: anywhere; } code { color: #616061; font-size: .8rem; }
  footer { display: flex; gap: .75rem; justify-content: flex-end; margin-top: 1.5rem; }
  button { background: #fff; border: 1px solid #bbb; border-radius: 4px; font: inherit; font-weight: 700; padding: .5rem 1.25rem; }
  button[value=allow] { background: #007a5a; border-color: #007a5a; color: #fff; }`;

export const layout = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
  <title>${title}</title><style>${STYLE}</style><main>${body}</main></html>`;

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);

export const toPage = (html: string, status = 200): Response =>
  new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
