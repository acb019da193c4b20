import { createApprovals } from '../../src/approvals/approvals';
import type { Definition, StepDefinition } from '../../src/approvals/core/definition';
import type { Command } from '../../src/approvals/core/model';
import { createRegister } from '../../src/approvals/register';
import { createExternalPage } from '../../src/external/handle';
import { createLinkMaker } from '../../src/external/link-maker';
import type { Content } from '../../src/external/page';
import type { ApprovalId } from '../../src/shared/brand';
import { definition, EVE, externalStep, notification, RITA, subjectState, terms } from '../support/builders';
import { fakeClock, fakeLog, fakeQueue, noWait } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

export const KEY = 'k'.repeat(43);
export const OTHER = 'zoe@partner.example';

/** Eve and another outsider both have to approve, and may think better of it for ten minutes. */
export const forBoth = (more: Partial<StepDefinition> = {}): Definition =>
  definition({
    steps: [externalStep(['eve@partner.example', OTHER], more)],
    terms: terms({ undoMinutes: 10 }),
  });

type Given = { readonly content?: Content | undefined; readonly title?: string };

/** An approval that runs in a store, the link that Eve got for it, and the page that the link leads to. */
export async function givenPage(what: Definition = forBoth(), given: Given = {}) {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const log = fakeLog();
  const approvals = createApprovals({
    store,
    clock,
    log,
    queue: fakeQueue(),
    register: createRegister({ store, wait: noWait }),
  });
  const state = subjectState();
  const subject = { ...state.subject, title: given.title ?? state.subject.title };
  const begun = await approvals.begin(what, { state: { ...state, subject }, requester: RITA, requestId: 'r-1' }, 'c-1');
  if (!begun.ok) throw new Error(begun.error);
  const id: ApprovalId = begun.value.state.id;

  const content: Content | undefined =
    'content' in given ? given.content : { title: 'Open the new bridge', version: 7, paragraphs: ['On Monday.'] };
  const page = createExternalPage({
    key: async () => KEY,
    load: approvals.load,
    handle: approvals.handle,
    contentOf: async () => content,
    names: async (ids) => new Map(ids.map((each) => [each, `Name of ${each}`])),
    now: clock.now,
    correlation: 'c-2',
    log,
  });
  const linkFor = createLinkMaker({ key: async () => KEY, pageUrl: async () => 'https://hook.example/x1/abc' });

  async function tokenFor(round = 0, recipient = EVE): Promise<string> {
    const stored = await approvals.load(id);
    if (stored === undefined) throw new Error('no such approval');
    const row = { ...notification(), kind: 'approval-request' as const, step: 0, round };
    const { url } = await linkFor({ approval: stored.state, row }, recipient);
    return new URL(url).searchParams.get('t') ?? '';
  }
  const token = await tokenFor();

  let commands = 0;
  async function command(what: Command): Promise<void> {
    commands += 1;
    const done = await approvals.handle(id, what, { id: `command-${commands}`, correlation: 'c-3' });
    if (!done.ok) throw new Error(done.error);
  }

  const open = (t = token, method = 'GET') => page({ method, query: { t: [t] }, body: '' });
  const post = (fields: Record<string, string | readonly string[]>, t = token) =>
    page({ method: 'POST', query: { t: [t] }, body: toBody(fields) });

  /** The decision of Eve, as it stands in the record. */
  async function decided() {
    const stored = await approvals.load(id);
    return stored?.state.steps[0]?.approvers.find((each) => each.id === EVE)?.decision;
  }
  const stored = () => approvals.load(id);

  return { approvals, clock, log, page, id, token, tokenFor, command, open, post, decided, stored, store };
}

export function toBody(fields: Record<string, string | readonly string[]>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  return new URLSearchParams(pairs).toString();
}

/** What the form of a page would send besides what the person does. */
export function hiddenIn(body: string): { seen: string; basis: string } {
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  const basis = hidden('basis')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
  return { seen: hidden('seen'), basis };
}
