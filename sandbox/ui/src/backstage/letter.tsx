import { toLocal } from '../places';

type Props = { subject: string; text: string; html?: string | undefined };

/** As its reader sees it; links open in a new tab, and those to the made-up site open this page there. */
export function Letter({ subject, text, html }: Props) {
  if (html === undefined) return <pre>{withLinks(text)}</pre>;
  // Without scripts, and without any way to this page.
  const sandbox = 'allow-popups allow-popups-to-escape-sandbox';
  return <iframe className="letter" title={subject} sandbox={sandbox} srcDoc={`${HEAD}${localised(html)}`} />;
}

const HEAD = '<base target="_blank"><style>body { font: 14px/20px system-ui, sans-serif }</style>';
const URL = /(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?])/;

function withLinks(text: string) {
  let at = 0;
  return text.split(URL).map((piece) => {
    const key = at;
    at += piece.length;
    if (!URL.test(piece)) return piece;
    return (
      <a key={key} href={toHere(piece)} target="_blank" rel="noreferrer">
        {piece}
      </a>
    );
  });
}

const localised = (html: string): string =>
  html.replace(/href="(https?:[^"]+)"/g, (_all, url: string) => `href="${toHere(url)}"`);

function toHere(url: string): string {
  const local = toLocal(url);
  return local.startsWith('#') ? `${location.origin}/${local}` : local;
}
