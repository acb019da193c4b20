import { OUTSIDERS } from './cast';
import type { Errand } from './scheduler';
import type { Stage } from './stage';

/** A link in a mail, as whoever got the mail sees it. */
export type SeenLink = { readonly who: string; readonly url: string; readonly about: string };
export type LinkUse = {
  readonly link: SeenLink;
  /** Nothing for somebody, or a scanner, who only looks. */
  readonly decision: string | undefined;
  readonly sentAt: number;
  readonly errand: Errand;
  readonly status: number | undefined;
};

export const linksIn = ({ sandbox }: Stage): readonly SeenLink[] =>
  sandbox.mail.all().flatMap(({ to, text, subject }) => {
    const url = /https?:\/\/\S+[?&]t=\S+/.exec(text)?.[0];
    const who = OUTSIDERS.find((each) => each === to.address);
    return url === undefined || who === undefined ? [] : [{ who, url, about: subject }];
  });

/** A mail scanner follows every link; a GET must change nothing. */
export const look = (stage: Stage, link: SeenLink): Promise<LinkUse> =>
  use(stage, link, { method: 'GET' }, { words: 'opens the link', decision: undefined });

/** Reads the page and sends the form with one of its buttons, as a browser without scripts does. */
export async function answer(stage: Stage, link: SeenLink, wish: { comment: string; option: number; button: number }) {
  const page = await read(stage, link);
  const buttons = [...page.matchAll(/name="decision" value="([a-z-]+)"/g)].flatMap(([, value]) => value ?? []);
  const decision = buttons[wish.button % Math.max(1, buttons.length)];
  if (decision === undefined) return undefined;
  const hidden = [...page.matchAll(/type="hidden" name="([a-z]+)" value="([^"]*)"/g)];
  const body = new URLSearchParams();
  for (const [, name = '', value = ''] of hidden) body.set(name, value);
  body.set('decision', decision);
  body.set('comment', wish.comment);
  if (page.includes('name="option"')) body.set('option', String(wish.option));
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  };
  return use(stage, link, init, { words: decision, decision });
}

/** Outside the day's turns: nothing strikes, and nobody waits. */
async function read({ scheduler, sandbox }: Stage, { url }: SeenLink): Promise<string> {
  return scheduler.aside(async () => {
    const response = await sandbox.webTrigger(url, { method: 'GET' });
    return response.text();
  });
}

async function use(
  stage: Stage,
  link: SeenLink,
  init: { method: string; headers?: Record<string, string>; body?: string },
  { words, decision }: { words: string; decision: string | undefined },
): Promise<LinkUse> {
  let status: number | undefined;
  const sentAt = stage.now();
  const errand = await stage.begin(`${link.who}: ${words} (${link.about})`, async () => {
    const response = await stage.sandbox.webTrigger(link.url, init);
    status = response.status;
    return String(response.status);
  });
  return {
    link,
    decision,
    sentAt,
    errand,
    get status() {
      return status;
    },
  };
}
