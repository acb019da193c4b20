import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Served, serveFrom } from '../support/served';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type PersonName, TEAM } from '../support/story';

const { ada } = PEOPLE;
const START = { requestId: 'the-one-start' };
const APPROVERS = ['ben', 'cleo'] as const;

const blocks = z.object({ blocks: z.array(z.unknown()) });
const mails = z.array(z.looseObject({ to: z.looseObject({ accountId: z.string().optional() }) }));
const workItems = z.array(
  z.looseObject({ key: z.string(), comments: z.array(z.unknown()), properties: z.record(z.string(), z.unknown()) }),
);

async function served(): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-'));
  const baton = await serveFrom(join(folder, 'baton.sqlite'));
  onTestFinished(async () => {
    await baton.kill();
    rmSync(folder, { recursive: true });
  });
  return baton;
}

async function restart(baton: Served): Promise<void> {
  await baton.kill();
  await baton.start();
}

async function startApproval(baton: Served): Promise<void> {
  const { definitions } = await baton.panel(ada.accountId);
  const definitionId = definitions.find(({ name }) => name === 'Release approval')?.id;
  await baton.onItem('approvals/start', ada.accountId, { ...START, definitionId });
}

async function messagesOf(baton: Served, person: PersonName) {
  const seen = await baton.messages(TEAM, PEOPLE[person].slack);
  return seen
    .filter(({ ephemeralTo }) => ephemeralTo === undefined)
    .map((each) => ({ ...each, ...blocks.parse(each) }));
}

async function press(baton: Served, person: PersonName): Promise<void> {
  const [message] = (await messagesOf(baton, person)).filter((each) => choicesOf(each).length > 0);
  if (message === undefined) return;
  const { channel, ts } = message;
  await baton.post('/sandbox/slack/click', {
    team: TEAM,
    channel,
    ts,
    user: PEOPLE[person].slack,
    actionId: 'approve',
  });
}

/** Time in which claims end and sweeps come by. */
async function settle(baton: Served): Promise<void> {
  for (let minute = 0; minute < 12; minute += 1) {
    await baton.post('/sandbox/drain', {});
    await baton.post('/sandbox/clock', { advanceMs: 60_000 });
  }
  await baton.post('/sandbox/drain', {});
}

/** What people do who do not know of any accident: they press what they see, else they use the panel. */
async function approveAll(baton: Served): Promise<void> {
  for (const person of APPROVERS) {
    await press(baton, person);
    await settle(baton);
    const { approvals } = await baton.panel(PEOPLE[person].accountId);
    const input = { approvalId: approvals[0]?.id, decision: 'approve', requestId: `panel-of-${person}` };
    await baton.onItem('approvals/decide', PEOPLE[person].accountId, input);
    await settle(baton);
  }
}

async function expectOneOfEverything(baton: Served): Promise<void> {
  const sent = mails.parse(await baton.get('/mail'));
  for (const person of APPROVERS) {
    const messages = await messagesOf(baton, person);
    const mailed = sent.filter(({ to }) => to.accountId === PEOPLE[person].accountId);
    expect(messages.length).toBeLessThanOrEqual(1);
    expect(mailed.length).toBeLessThanOrEqual(1);
    expect(messages.length + mailed.length).toBeGreaterThan(0);
    expect(messages.flatMap(choicesOf)).toEqual([]);
    for (const message of messages) expect(wordsOf(message)).toContain('Approved: Release approval');
  }
  const item = workItems.parse(await baton.get('/sandbox/jira')).find(({ key }) => key === 'SHOP-1');
  expect(item?.comments).toHaveLength(1);
  expect(item?.properties['baton-approval']).toMatchObject({ state: 'approved' });
  expect((await baton.panel(ada.accountId)).approvals).toMatchObject([{ state: 'approved' }]);
}

type Accident = (baton: Served) => Promise<unknown>;

const ACCIDENTS: [when: string, accident: Accident][] = [
  ['right after the start was answered', startApproval],
  ...[5, 20, 40, 80].map((ms): [string, Accident] => [
    `${ms} ms after the start was sent`,
    (baton) => Promise.race([startApproval(baton).catch(() => {}), sleep(ms)]),
  ]),
  [
    'right after a click was answered',
    async (baton) => {
      await startApproval(baton);
      await baton.post('/sandbox/drain', {});
      await press(baton, 'ben');
    },
  ],
  ...[5, 20].map((ms): [string, Accident] => [
    `${ms} ms after a click was sent`,
    async (baton) => {
      await startApproval(baton);
      await baton.post('/sandbox/drain', {});
      await Promise.race([press(baton, 'ben').catch(() => {}), sleep(ms)]);
    },
  ]),
  [
    'while the relay of a decision waits in the queue',
    async (baton) => {
      await startApproval(baton);
      await baton.post('/sandbox/drain', {});
      await baton.post('/sandbox/faults', [{ at: 'queue:deliver:relay', kind: 'delay', delayMs: 120_000 }]);
      await press(baton, 'ben');
    },
  ],
  [
    'while the first messages are being sent',
    async (baton) => {
      await baton.post('/sandbox/faults', [{ at: 'queue:deliver:relay', kind: 'delay', delayMs: 5_000 }]);
      await startApproval(baton);
      await baton.post('/sandbox/clock', { advanceMs: 6_000 });
      await Promise.race([baton.post('/sandbox/drain', {}).catch(() => {}), sleep(15)]);
    },
  ],
];

it.each(ACCIDENTS)('loses nothing and sends nothing twice when the process is killed %s', async (_when, accident) => {
  const baton = await served();

  await accident(baton);
  await restart(baton);
  await startApproval(baton);
  await settle(baton);
  await approveAll(baton);

  await expectOneOfEverything(baton);
});

it('knows after a restart what it knew before', async () => {
  const baton = await served();
  await startApproval(baton);
  await baton.post('/sandbox/drain', {});
  const before = [await baton.panel(ada.accountId), await messagesOf(baton, 'ben')];

  await restart(baton);

  expect([await baton.panel(ada.accountId), await messagesOf(baton, 'ben')]).toEqual(before);
});
