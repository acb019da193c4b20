import type { SyntheticEvent } from 'react';

type Props = { title: string; surface: string; query: Record<string, string> };

const LOWEST_PX = 260;
/** Beyond this the frame scrolls, so that a dialog in its middle is always in sight. */
const HIGHEST_PX = 820;
/** A dialog covers the frame instead of making it taller. */
const LOWEST_WITH_DIALOG_PX = 480;

/** A surface of Baton, framed as the product frames it. */
export function Frame({ title, surface, query }: Props) {
  const src = `/apps/${surface}/?${new URLSearchParams(query)}`;
  return <iframe key={src} className="frame" title={title} src={src} onLoad={fitToContent} />;
}

function fitToContent({ currentTarget: frame }: SyntheticEvent<HTMLIFrameElement>): void {
  const body = frame.contentDocument?.body;
  if (body === undefined) return;
  const fit = () => {
    const lowest = body.querySelector('[role="dialog"]') === null ? LOWEST_PX : LOWEST_WITH_DIALOG_PX;
    frame.style.height = `${Math.min(HIGHEST_PX, Math.max(lowest, body.scrollHeight))}px`;
  };
  new ResizeObserver(fit).observe(body);
  new MutationObserver(fit).observe(body, { childList: true, subtree: true });
}
