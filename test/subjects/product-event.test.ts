import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseQueuedEvent, parseSubjectEvent } from '../../src/subjects/product-event';
import { readContract } from '../support/contracts';

const payload = z.looseObject({ eventType: z.string() });
const samplesFile = z.object({ samples: z.array(z.looseObject({ payload })) });
const examplesFile = z.object({ examples: z.array(payload) });

type Payload = z.infer<typeof payload>;

function samplesOf(name: string): Payload[] {
  const file = readContract(`atlassian/forge-events/${name}`);
  if (file === undefined) return [];
  const samples = samplesFile.safeParse(file);
  return samples.success ? samples.data.samples.map((each) => each.payload) : examplesFile.parse(file).examples;
}

const SAMPLES = ['jira.samples.json', 'confluence.official-examples.json', 'confluence.derived-samples.json'].flatMap(
  (name) => samplesOf(name).map((sample, index) => [`${sample.eventType} (${name}, ${index})`, sample] as const),
);
const unsupported = (eventType: string) => ({ type: 'unsupported', eventType });

/** What becomes of each kind of event that Baton did not cause itself. */
const KNOWN: Readonly<Record<string, 'subject-changed' | 'subject-deleted'>> = {
  'avi:jira:created:issue': 'subject-changed',
  'avi:jira:updated:issue': 'subject-changed',
  'avi:jira:deleted:issue': 'subject-deleted',
  'avi:confluence:created:page': 'subject-changed',
  'avi:confluence:updated:page': 'subject-changed',
  'avi:confluence:published:page': 'subject-changed',
  'avi:confluence:restored:page': 'subject-changed',
  'avi:confluence:trashed:page': 'subject-deleted',
  'avi:confluence:deleted:page': 'subject-deleted',
};

/** The same event without each of its members in turn, at every depth but inside lists. */
function* withoutOneMember(value: Readonly<Record<string, unknown>>): Generator<Record<string, unknown>> {
  for (const [name, inner] of Object.entries(value)) {
    const { [name]: _, ...rest } = value;
    yield rest;
    const nested = z.record(z.string(), z.unknown()).safeParse(inner);
    if (!nested.success) continue;
    for (const changed of withoutOneMember(nested.data)) yield { ...value, [name]: changed };
  }
}

const expectedOf = ({ eventType, selfGenerated, content, label }: Payload) => {
  if (eventType === 'avi:confluence:added:label') return content === undefined ? 'unsupported' : 'subject-changed';
  if (label !== undefined || (selfGenerated === true && KNOWN[eventType] === 'subject-changed')) return 'unsupported';
  return KNOWN[eventType] ?? 'unsupported';
};

describe.skipIf(SAMPLES.length === 0)('of the events that Atlassian documents', () => {
  it('there is each that Baton knows but for moves, and there are many others', () => {
    const types = new Set(SAMPLES.map(([, { eventType }]) => eventType));

    expect(Object.keys(KNOWN).filter((each) => !types.has(each))).toEqual([]);
    expect(types.size).toBeGreaterThan(20);
  });

  it.each(SAMPLES)('each becomes what it means: %s', (_name, sample) => {
    expect(parseSubjectEvent(sample).type).toBe(expectedOf(sample));
  });

  it.each(SAMPLES)('each is read without error whatever member is missing: %s', (_name, sample) => {
    const variants = [...withoutOneMember(sample)];

    const types = new Set(variants.map((variant) => parseSubjectEvent(variant).type));

    expect(variants.length).toBeGreaterThan(3);
    expect([...types].every((type) => ['unsupported', 'subject-changed', 'subject-deleted'].includes(type))).toBe(true);
  });

  it.each(SAMPLES)('each comes through the queue as it is: %s', (_name, sample) => {
    const event = parseSubjectEvent(sample);

    expect(parseQueuedEvent(JSON.parse(JSON.stringify(event)))).toEqual(
      event.type === 'unsupported' ? undefined : event,
    );
  });
});

const onIssue = (what: string, more: Record<string, unknown> = {}) => ({
  eventType: `avi:jira:${what}:issue`,
  selfGenerated: false,
  timestamp: '1611118692797',
  issue: { id: '10001', key: 'SHOP-1' },
  atlassianId: '712020:ada',
  ...more,
});
const onPage = (what: string, more: Record<string, unknown> = {}) => ({
  eventType: `avi:confluence:${what}`,
  atlassianId: '712020:ada',
  eventCreatedDate: '2026-03-02T09:00:00.000Z',
  suppressNotifications: false,
  selfGenerated: false,
  content: { id: '50001', type: 'page', status: 'current', version: { number: 3 } },
  ...more,
});

describe('a work item', () => {
  const subject = { kind: 'work-item', id: '10001' };

  it.each([
    [
      'that was made',
      onIssue('created'),
      {
        ...{ type: 'subject-changed', subject, actor: '712020:ada', minor: false, created: true },
        dedupeKey: 'jira:created:issue:10001',
      },
    ],
    [
      'that was changed',
      onIssue('updated', { changelog: { id: '77' } }),
      {
        ...{ type: 'subject-changed', subject, actor: '712020:ada', minor: false, created: false },
        dedupeKey: 'jira:updated:issue:10001:77',
      },
    ],
    [
      'that was changed by nobody who is known, in a change without an id',
      onIssue('updated', { atlassianId: undefined }),
      {
        ...{ type: 'subject-changed', subject, minor: false, created: false },
        dedupeKey: 'jira:updated:issue:10001:1611118692797',
      },
    ],
    [
      'that was deleted, also by Baton',
      onIssue('deleted', { selfGenerated: true, issue: { id: 10001 } }),
      { type: 'subject-deleted', subject, dedupeKey: 'jira:deleted:issue:10001' },
    ],
    ['that Baton changed', onIssue('updated', { selfGenerated: true }), unsupported('avi:jira:updated:issue')],
    ['whose assignment comes as an update too', onIssue('assigned'), unsupported('avi:jira:assigned:issue')],
    ['without an id', onIssue('deleted', { issue: { key: 'A-1' } }), unsupported('avi:jira:deleted:issue')],
    [
      'whose change cannot be told from another',
      onIssue('updated', { timestamp: undefined }),
      unsupported('avi:jira:updated:issue'),
    ],
  ])('%s', (_what, event, expected) => {
    expect(parseSubjectEvent(event)).toEqual(expected);
  });

  it('is named in the same way each time its event comes', () => {
    const again = onIssue('updated', { changelog: { id: '77' }, retryContext: { retryCount: 1 } });

    expect(parseSubjectEvent(again)).toEqual(parseSubjectEvent(onIssue('updated', { changelog: { id: '77' } })));
  });
});

describe('a page', () => {
  const subject = { kind: 'page', id: '50001' };
  const changed = { type: 'subject-changed', subject, actor: '712020:ada', minor: false, created: false };
  const at = '2026-03-02T09:00:00.000Z';

  it.each([
    [
      'that was made',
      onPage('created:page'),
      { ...changed, created: true, dedupeKey: `confluence:created:page:50001:3:${at}` },
    ],
    ['that was changed', onPage('updated:page'), { ...changed, dedupeKey: `confluence:updated:page:50001:3:${at}` }],
    [
      'that was changed without a word to anybody',
      onPage('updated:page', { suppressNotifications: true }),
      { ...changed, minor: true, dedupeKey: `confluence:updated:page:50001:3:${at}` },
    ],
    ['that was moved', onPage('moved:page'), { ...changed, dedupeKey: `confluence:moved:page:50001:3:${at}` }],
    [
      'that came back from the trash',
      onPage('restored:page'),
      { ...changed, dedupeKey: `confluence:restored:page:50001:3:${at}` },
    ],
    [
      'that went into the trash',
      onPage('trashed:page'),
      { type: 'subject-deleted', subject, dedupeKey: `confluence:trashed:page:50001:3:${at}` },
    ],
    [
      'that was deleted',
      onPage('deleted:page'),
      { type: 'subject-deleted', subject, dedupeKey: `confluence:deleted:page:50001:3:${at}` },
    ],
    [
      'that got a label',
      onPage('added:label', { label: { name: 'policy' } }),
      { ...changed, minor: true, dedupeKey: `confluence:added:label:50001:policy:${at}` },
    ],
    [
      'that lost a label',
      onPage('removed:label', { label: { name: 'policy' } }),
      { ...changed, minor: true, dedupeKey: `confluence:removed:label:50001:policy:${at}` },
    ],
    ['that Baton changed', onPage('updated:page', { selfGenerated: true }), unsupported('avi:confluence:updated:page')],
    [
      'that is a blog post',
      onPage('updated:page', { content: { id: '1', type: 'blogpost' } }),
      unsupported('avi:confluence:updated:page'),
    ],
    ['that was looked at', onPage('viewed:page'), unsupported('avi:confluence:viewed:page')],
  ])('%s', (_what, event, expected) => {
    expect(parseSubjectEvent(event)).toEqual(expected);
  });

  it('is another one each time it goes into the trash', () => {
    const later = onPage('trashed:page', { eventCreatedDate: '2026-03-03T09:00:00.000Z' });

    expect(parseSubjectEvent(later)).not.toEqual(parseSubjectEvent(onPage('trashed:page')));
  });
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'event'],
  ['an event without a type', { issue: { id: '1' } }],
  ['a type that is no text', { eventType: 7 }],
])('%s is unreadable, and no error', (_what, event) => {
  expect(parseSubjectEvent(event)).toEqual({ type: 'unsupported', eventType: 'unreadable' });
});

it.each([
  ['a command of another kind', { approvalId: 'apr-1', command: {}, what: {} }],
  ['a deletion without a key', { type: 'subject-deleted', subject: { kind: 'page', id: '1' } }],
  ['what an older version put there', { type: 'work-item-deleted', id: '1', dedupeKey: 'k' }],
  ['nothing', undefined],
])('%s is no event in the queue', (_what, task) => {
  expect(parseQueuedEvent(task)).toBeUndefined();
});
