import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { otherSlack } from '../support/other-slack';
import { type Served, serveFrom } from '../support/served';
import { choicesOf } from '../support/slack-reading';
import { PEOPLE, type PersonName } from '../support/story';

const START = { requestId: 'the-one-start' };
const mails = z.array(z.looseObject({ to: z.looseObject({ accountId: z.string().optional() }) }));

/** Baton as a process whose power goes in the middle of a call: Slack has got the call, and no answer is ever read. */
async function killedDuring(path: string) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-'));
  let baton: Served | undefined;
  let isArmed = true;
  const slack = await otherSlack(async (called) => {
    if (!isArmed || called !== path) return;
    isArmed = false;
    await baton?.kill();
  });
  const started = await serveFrom(join(folder, 'baton.sqlite'), { SLACK_API_URL: `${slack.origin}/api/` });
  baton = started;
  onTestFinished(async () => {
    await started.kill();
    slack.close();
    rmSync(folder, { recursive: true });
  });
  return { slack, baton: started, wasKilled: () => !isArmed };
}

async function startApproval(baton: Served): Promise<void> {
  const { definitions } = await baton.panel(PEOPLE.ada.accountId);
  const definitionId = definitions.find(({ name }) => name === 'Release approval')?.id;
  await baton.onItem('approvals/start', PEOPLE.ada.accountId, { ...START, definitionId });
}

async function decide(baton: Served, person: PersonName): Promise<void> {
  const { approvals } = await baton.panel(PEOPLE[person].accountId);
  const input = { approvalId: approvals[0]?.id, decision: 'approve', requestId: `panel-of-${person}` };
  await baton.onItem('approvals/decide', PEOPLE[person].accountId, input);
}

async function settle(baton: Served): Promise<void> {
  for (let minute = 0; minute < 12; minute += 1) {
    await baton.post('/sandbox/drain', {});
    await baton.post('/sandbox/clock', { advanceMs: 60_000 });
  }
  await baton.post('/sandbox/drain', {});
}

const receiversOf = (calls: readonly { body: string }[]) =>
  calls.map(({ body }) => new URLSearchParams(body).get('channel')).sort();

it('never posts a second time what Slack got in the moment of death, and mails instead', async () => {
  const { slack, baton, wasKilled } = await killedDuring('/api/chat.postMessage');

  await startApproval(baton).catch(() => {});
  await expect.poll(wasKilled).toBe(true);
  const [first] = receiversOf(slack.of('/api/chat.postMessage'));
  await baton.start();
  await settle(baton);

  const posted = receiversOf(slack.of('/api/chat.postMessage'));
  expect(new Set(posted).size).toBe(posted.length);
  const mailed = mails.parse(await baton.get('/mail')).map(({ to }) => to.accountId);
  const victim = first === PEOPLE.ben.slack ? PEOPLE.ben : PEOPLE.cleo;
  expect(mailed.filter((each) => each === victim.accountId)).toHaveLength(1);
  expect(new Set(mailed).size).toBe(mailed.length);
});

it('brings every message up to date though it died during an update', async () => {
  const { slack, baton, wasKilled } = await killedDuring('/api/chat.update');
  await startApproval(baton);
  await expect.poll(() => slack.of('/api/chat.postMessage').length).toBe(2);
  await baton.post('/sandbox/drain', {});

  await decide(baton, 'ben').catch(() => {});
  await expect.poll(wasKilled).toBe(true);
  await baton.start();
  await settle(baton);
  await decide(baton, 'cleo');
  await settle(baton);

  // Two requests, and the notice of the outcome to the requester.
  expect(receiversOf(slack.of('/api/chat.postMessage'))).toEqual([
    PEOPLE.ada.slack,
    PEOPLE.ben.slack,
    PEOPLE.cleo.slack,
  ]);
  const last = (user: string) =>
    slack
      .of('/api/chat.update')
      .map(({ body }) => new URLSearchParams(body))
      .filter((args) => args.get('channel') === `D-${user}`)
      .at(-1);
  for (const { slack: user } of [PEOPLE.ben, PEOPLE.cleo]) {
    const blocks = z.array(z.unknown()).parse(JSON.parse(last(user)?.get('blocks') ?? '[]'));
    expect(choicesOf({ blocks })).toEqual([]);
    expect(last(user)?.get('text')).toContain('Approved by Cleo Dale');
  }
});
