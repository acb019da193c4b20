import type { SyntheticEvent } from 'react';

type Props = { title: string; surface: string; query: Record<string, string> };

const LOWEST_PX = 440;

/** A surface of Baton, framed as the product frames it. */
export function Frame({ title, surface, query }: Props) {
  const src = `/apps/${surface}/?${new URLSearchParams(query)}`;
  return <iframe key={src} className="frame" title={title} src={src} onLoad={fitToContent} />;
}

function fitToContent({ currentTarget: frame }: SyntheticEvent<HTMLIFrameElement>): void {
  const body = frame.contentDocument?.body;
  if (body === undefined) return;
  const fit = () => {
    frame.style.height = `${Math.max(LOWEST_PX, body.scrollHeight)}px`;
  };
  new ResizeObserver(fit).observe(body);
}
