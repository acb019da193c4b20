import { describe, expect, it } from 'vitest';
import { TransientError } from '../../src/shared/errors';
import { inChunks } from '../../src/shared/parallel';
import { crowd } from '../support/builders';
import { START } from '../support/fake-ports';
import { givenDirectory } from './given-directory';

const EVERYBODY = crowd(200);
const TASKS = inChunks(10, EVERYBODY);
const [FIRST = [], SECOND = []] = TASKS;
const LEASE = 'people-T1';
const HELD_MS = 30_000;
const WHILE_READING = { type: 'unresolved', retryAfterMs: 10_000 };

const refusals = () => ({ left: 0, error: new TransientError('ratelimited', { retryAfterMs: 60_000 }) });

/** So many are asked in Slack that looking up each of them takes minutes, and no look-up is taken now. */
const given = () => givenDirectory({ waiting: EVERYBODY, listed: EVERYBODY, lookups: refusals() });

describe('where more wait than can be looked up in a minute', () => {
  it('one of many invocations reads the list of members, and the others are told to come back for it', async () => {
    const { people, asked } = given();

    const found = await Promise.all(TASKS.map((ids) => people(...ids)));
    const reaches = found.map((each) => [...each.values()].map(({ slack }) => slack));

    expect(asked.lists).toBe(1);
    expect(reaches.filter((each) => each.every(({ type }) => type === 'user'))).toHaveLength(1);
    expect(reaches.filter((each) => each.some(({ type }) => type === 'unresolved'))).toHaveLength(TASKS.length - 1);
    expect(new Set(reaches.flat().map(({ type }) => type))).toEqual(new Set(['user', 'unresolved']));
    expect(reaches.flat()).toContainEqual(WHILE_READING);
  });

  it('everybody is known when they come back, at the price of one look-up of each address', async () => {
    const { people, asked, clock } = given();
    await Promise.all(TASKS.map((ids) => people(...ids)));
    const before = { lists: asked.lists, slack: asked.slack.length };
    clock.advance(WHILE_READING.retryAfterMs);

    const found = await Promise.all(TASKS.map((ids) => people(...ids)));

    expect(found.flatMap((each) => [...each.values()]).every(({ slack }) => slack.type === 'user')).toBe(true);
    expect({ lists: asked.lists, slack: asked.slack.length }).toEqual(before);
  });

  it('nobody reads it again who only looked before it had been read', async () => {
    const { people, complete, asked } = given();
    await people(...FIRST);

    const found = await complete(SECOND, new Map());

    expect([...found.values()].map(({ slack }) => slack.type)).toEqual(SECOND.map(() => 'user'));
    expect(asked.lists).toBe(1);
  });

  it('the next one reads it when whoever began must be dead, and not before', async () => {
    const { people, asked, clock, store } = given();
    await store.createEntity('lease', LEASE, { version: 1, data: { v: 1, until: START + HELD_MS } });

    clock.advance(HELD_MS - 1);
    const early = await people(...FIRST);
    expect([...early.values()].map(({ slack }) => slack)).toEqual(FIRST.map(() => WHILE_READING));
    expect(asked.lists).toBe(0);
    clock.advance(1);
    await people(...FIRST);
    expect(asked.lists).toBe(1);
  });

  it('all readings of a workspace leave the same one row, which is free again', async () => {
    const { people, clock, store, change } = given();
    await people(...FIRST);
    change({ waiting: EVERYBODY, list: new TransientError('no-answer'), lookups: refusals() });
    clock.advance(24 * 3_600_000);
    await people(...SECOND);

    expect(await store.getEntity('lease', LEASE)).toMatchObject({ version: 4, data: { until: 0 } });
  });
});

it('asks Jira for no address that cannot be used while Slack takes no look-ups', async () => {
  const { people, asked } = givenDirectory({ lookups: refusals() });
  await people(...FIRST);

  await people(...SECOND);

  expect(asked.emails).toEqual([FIRST.length]);
});

it('whoever was asked may say when to come back: nothing is wrong with the people, who are put off until then', async () => {
  const { people } = givenDirectory({ jira: new TransientError('ratelimited', { retryAfterMs: 7_000 }) });

  const found = await people(...FIRST);

  expect([...found.values()].map(({ slack }) => slack)).toEqual(
    FIRST.map(() => ({ type: 'unresolved', retryAfterMs: 7_000 })),
  );
});
