import { describe, expect, it } from 'vitest';
import { type AccountId, toAccountId, toSlackTeamId } from '../../src/shared/brand';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { ADA, BEN, CLEO, crowd } from '../support/builders';
import { START } from '../support/fake-ports';
import { emailOf, givenDirectory, type Setting } from './given-directory';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const T1 = toSlackTeamId('T1');

const inSlack = (id: AccountId, team = T1) => ({
  accountId: id,
  name: `Name of ${id}`,
  slack: { type: 'user', team, user: `U-${id}` },
});
const missing = (id: AccountId, reason: string) => ({
  accountId: id,
  name: `Name of ${id}`,
  slack: { type: 'none', reason },
});

describe('a person', () => {
  it('is found by the address that Jira has, in the workspace that is connected', async () => {
    const { people } = givenDirectory();

    expect([...(await people(ADA, BEN)).values()]).toEqual([inSlack(ADA), inSlack(BEN)]);
  });

  it.each<[string, Setting, string]>([
    ['Jira gives no address', { withoutEmail: [ADA] }, 'no-email'],
    ['Slack knows nobody by the address', { notInSlack: [ADA] }, 'no-slack-user'],
    ['no workspace is connected', { teams: [] }, 'not-connected'],
  ])('is reached otherwise where %s', async (_why, setting, reason) => {
    const { people } = givenDirectory(setting);

    expect((await people(ADA)).get(ADA)).toEqual(missing(ADA, reason));
  });

  it('costs no look-up of addresses while no workspace is connected', async () => {
    const { people, asked } = givenDirectory({ teams: [] });

    await people(ADA);

    expect(asked).toEqual({ emails: [], names: [1], slack: [], lists: 0 });
  });
});

it('looks up fifty people one by one', async () => {
  const { people, asked } = givenDirectory();

  const found = await people(...crowd(50));

  expect(found.size).toBe(50);
  expect(asked.emails).toEqual([50]);
  expect(new Set(asked.slack).size).toBe(50);
  expect(asked.lists).toBe(0);
});

it('asks only about those whom it does not know yet', async () => {
  const { people, asked } = givenDirectory();
  await people(ADA);

  await people(ADA, BEN);

  expect(asked.slack).toEqual([emailOf(ADA), emailOf(BEN)]);
  expect(asked.emails).toEqual([1, 1]);
});

describe('what was found out', () => {
  it.each<[string, Setting, number, number]>([
    ['holds for a day less an instant', {}, DAY_MS - 1, 1],
    ['is asked anew after a day', {}, DAY_MS, 2],
    ['holds for an hour less an instant where nobody was found', { notInSlack: [ADA] }, HOUR_MS - 1, 1],
    ['is asked anew after an hour where nobody was found', { notInSlack: [ADA] }, HOUR_MS, 2],
  ])('%s, although the key can still be read', async (_claim, setting, passed, lookUps) => {
    const { people, asked, clock, store } = givenDirectory(setting);
    await people(ADA);

    clock.advance(passed);
    await people(ADA);

    expect((await store.getMany([{ key: `person:${ADA}` }])).size).toBe(1);
    expect(asked.slack).toHaveLength(lookUps);
  });

  it.each<[string, Setting, number]>([
    ['a day', {}, 86_400],
    ['an hour where nobody was found', { notInSlack: [ADA] }, 3_600],
  ])('is swept up after %s', async (_how, setting, ttlSeconds) => {
    const { people, written } = givenDirectory(setting);

    await people(ADA);

    const about = written.filter(({ key }) => key === `person:${ADA}`);
    expect(about).toMatchObject([{ ttlSeconds, value: { expiresAt: START + ttlSeconds * 1_000 } }]);
  });

  it('is the same from the cache as from those who were asked', async () => {
    const { people } = givenDirectory({ withoutEmail: [BEN], notInSlack: [CLEO] });

    const fresh = await people(ADA, BEN, CLEO);
    const cached = await people(ADA, BEN, CLEO);

    expect([...cached]).toEqual([...fresh]);
  });

  it('does not hold in another workspace', async () => {
    const { people, change } = givenDirectory();
    await people(ADA);

    change({ teams: ['T2'] });

    expect((await people(ADA)).get(ADA)).toEqual(inSlack(ADA, toSlackTeamId('T2')));
  });

  it('does not hold once a workspace is connected', async () => {
    const { people, change } = givenDirectory({ teams: [] });
    await people(ADA);

    change({});

    expect((await people(ADA)).get(ADA)).toEqual(inSlack(ADA));
  });

  it.each([
    ['of another version', { v: 3, accountId: ADA, pair: { team: 'T1', user: 'UEVIL' }, expiresAt: START + DAY_MS }],
    ['without an end', { v: 2, accountId: ADA, pair: { team: 'T1', user: 'UEVIL' } }],
    ['that is no object', 'UEVIL'],
    ['that is null', null],
  ])('is asked anew where the cache holds something %s', async (_what, value) => {
    const { complete } = givenDirectory();

    const people = await complete([ADA], new Map([[`person:${ADA}`, value]]));

    expect(people.get(ADA)).toEqual(inSlack(ADA));
  });
});

describe('when somebody cannot be asked', () => {
  it('leaves everybody out while Jira is down, and remembers nothing', async () => {
    const { people, written, log } = givenDirectory({ jira: new TransientError('jira bulk 503') });

    const found = await people(ADA, BEN);

    expect(found.size).toBe(0);
    expect(written).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'warn', event: 'people-not-resolved', fields: { people: 2 } }]);
  });

  it('still knows those who are cached while Jira is down', async () => {
    const { people, change } = givenDirectory();
    await people(ADA);

    change({ jira: new TransientError('jira bulk 503') });

    expect([...(await people(ADA, BEN)).keys()]).toEqual([ADA]);
  });

  it('leaves out the one about whom Slack did not answer, and asks again next time', async () => {
    const { people, change } = givenDirectory({ slack: [BEN, new TransientError('http-503')] });

    const first = await people(ADA, BEN);
    change({});
    const second = await people(ADA, BEN);

    expect([...first.keys()]).toEqual([ADA]);
    expect([...second.keys()].sort()).toEqual([ADA, BEN]);
  });

  it('says why Slack refuses, but does not remember it', async () => {
    const { people, written } = givenDirectory({ slack: [BEN, new PermanentError('missing_scope')] });

    const found = await people(ADA, BEN);

    expect(found.get(BEN)).toEqual(missing(BEN, 'missing_scope'));
    expect(written.map(({ key }) => key)).toEqual([`person:${ADA}`, `slack-user:T1:U-${ADA}`]);
  });
});

it('neither stores nor logs an e-mail address, whatever happens', async () => {
  const everything: Setting[] = [
    {},
    { withoutEmail: [ADA] },
    { notInSlack: [ADA] },
    { teams: [] },
    { jira: new Error(`no answer about ${emailOf(ADA)}`) },
    { slack: [ADA, new TransientError('http-503')] },
    { slack: [ADA, new Error(`no answer about ${emailOf(ADA)}`)] },
  ];

  const traces = await Promise.all(
    everything.map(async (setting) => {
      const { people, written, log } = givenDirectory(setting);
      await people(ADA, BEN, toAccountId('712020:dev'));
      return JSON.stringify([written, log.lines]);
    }),
  );

  expect(traces.join()).not.toContain('@');
});
