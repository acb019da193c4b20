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
const DELETED = 'avi:jira:deleted:issue';

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

describe.skipIf(SAMPLES.length === 0)('of the events that Atlassian documents', () => {
  it('there are deletions and others among the samples', () => {
    const types = SAMPLES.map(([, { eventType }]) => eventType);

    expect(types).toContain(DELETED);
    expect(new Set(types).size).toBeGreaterThan(15);
  });

  it.each(SAMPLES)('only the deletion of a work item becomes a command: %s', (_name, sample) => {
    const { type } = parseSubjectEvent(sample);

    expect(type).toBe(sample.eventType === DELETED ? 'work-item-deleted' : 'unsupported');
  });

  it.each(SAMPLES)('each is read without error whatever member is missing: %s', (_name, sample) => {
    const variants = [...withoutOneMember(sample)];

    const types = new Set(variants.map((variant) => parseSubjectEvent(variant).type));

    expect(variants.length).toBeGreaterThan(3);
    expect([...types].every((type) => type === 'unsupported' || sample.eventType === DELETED)).toBe(true);
  });
});

const deletion = { eventType: DELETED, issue: { id: '10001', key: 'SHOP-1' }, atlassianId: '712020:ada' };

describe('a deletion', () => {
  it.each([
    ['text', '10001'],
    ['a number', 10001],
  ])('names the work item by its id as %s, and is the same each time it comes', (_what, id) => {
    const first = parseSubjectEvent({ ...deletion, issue: { id } });
    const again = parseSubjectEvent({ ...deletion, issue: { id }, retryContext: { retryCount: 1 } });

    expect(first).toEqual({ type: 'work-item-deleted', id: '10001', dedupeKey: 'jira:deleted:issue:10001' });
    expect(again).toEqual(first);
  });

  it('comes through the queue as it is', () => {
    const event = parseSubjectEvent(deletion);

    expect(parseQueuedEvent(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });

  it.each([
    ['without a work item', { eventType: DELETED }],
    ['of a work item without an id', { eventType: DELETED, issue: { key: 'SHOP-1' } }],
  ])('%s is not understood', (_what, event) => {
    expect(parseSubjectEvent(event)).toEqual({ type: 'unsupported', eventType: DELETED });
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
  ['a deletion without a key', { type: 'work-item-deleted', id: '1' }],
  ['nothing', undefined],
])('%s is no deletion in the queue', (_what, task) => {
  expect(parseQueuedEvent(task)).toBeUndefined();
});
