import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDocuments } from '../../../sandbox/documents';
import { ADA, BEN, button, givenSlack, payloadOf, question, TEAM } from './given-slack';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slack-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'sandbox.db');
}

it('remembers everything when the same database is opened again', async () => {
  const path = temporaryFile();
  const first = openDocuments(path);
  const before = givenSlack({ documents: first });
  const posted = await before.api('chat.postMessage', { channel: ADA, text: 'Release?', blocks: question });
  const click = { team: TEAM, channel: posted.channel, ts: posted.ts, user: ADA, actionId: 'approve' };
  const { trigger_id, response_url } = payloadOf(before.slack.requestOfClick(click).body);
  first.close();

  const second = openDocuments(path);
  onTestFinished(() => second.close());
  const after = givenSlack({ documents: second });
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Wait' }, blocks: [] };
  const opened = await after.api('views.open', { trigger_id, view });
  const body = JSON.stringify({ text: 'Counted' });
  const answered = await after.slack.fetch(new Request(response_url, { method: 'POST', body }));
  const again = await after.api('chat.postMessage', { channel: ADA, text: 'Next' });

  expect([opened.ok, answered.status]).toEqual([true, 200]);
  expect(again.channel).toBe(posted.channel);
  expect(Number(again.ts)).toBeGreaterThan(Number(posted.ts));
  expect(after.slack.messages(TEAM).map(({ text }) => text)).toEqual(['Release?', 'Counted', 'Next']);
  expect(after.slack.counts()['chat.postMessage']).toBe(2);
});

it('keeps a token dead after it was revoked, also after a restart', async () => {
  const path = temporaryFile();
  const first = openDocuments(path);
  givenSlack({ documents: first }).slack.revoke(TEAM);
  first.close();

  const second = openDocuments(path);
  onTestFinished(() => second.close());
  const { api } = givenSlack({ documents: second });

  expect(await api('auth.test', {})).toEqual({ ok: false, error: 'account_inactive' });
  expect((await api('auth.test', {}, 'xoxb-2')).ok).toBe(true);
});

it('gives every message of a channel its own, later ts while the clock stands still', async () => {
  const { api } = givenSlack();

  const stamps: string[] = [];
  for (const text of ['a', 'b', 'c']) stamps.push((await api('chat.postMessage', { channel: ADA, text })).ts);

  expect(new Set(stamps).size).toBe(3);
  expect([...stamps].sort()).toEqual(stamps);
});

it('keeps what a message said before each edit', async () => {
  const { api, slack } = givenSlack();
  const { channel, ts } = await api('chat.postMessage', { channel: ADA, text: 'Open', blocks: question });

  await api('chat.update', { channel, ts, text: 'Done', blocks: [] });

  expect(slack.messages(TEAM)).toMatchObject([
    { text: 'Done', blocks: [], edited: { user: 'UBOT' }, history: [{ text: 'Open', blocks: question }] },
  ]);
});

it('keeps the blocks of an update that does not mention them', async () => {
  const { api } = givenSlack();
  const { channel, ts } = await api('chat.postMessage', { channel: ADA, text: 'Open', blocks: question });

  const { message } = await api('chat.update', { channel, ts, text: 'Done' });

  expect(message.blocks).toEqual(question);
});

it('fills in the ids that a message leaves out', async () => {
  const { api } = givenSlack();
  const { action_id: _, ...unnamed } = button('x');

  const { message } = await api('chat.postMessage', {
    channel: ADA,
    blocks: [{ type: 'actions', elements: [unnamed] }],
  });

  expect(message.blocks).toMatchObject([
    { block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] },
  ]);
});

it('shows a person their own conversations only', async () => {
  const { api, slack } = givenSlack();
  await api('chat.postMessage', { channel: ADA, text: 'For Ada' });
  await api('chat.postMessage', { channel: 'CIN', text: 'For all' });

  const { conversations, user } = slack.open({ team: TEAM, user: BEN });

  expect(user).toEqual({ id: BEN, name: 'Ben Castle' });
  expect(conversations.map(({ name, messages }) => [name, messages.map(({ text }) => text)])).toEqual([
    ['releases', ['For all']],
  ]);
});

it('answers 501 to what it does not model, and unknown_method to what Slack does not have', async () => {
  const { call, api } = givenSlack();

  const real = await call('conversations.history', {});
  const table = await call('chat.postMessage', { channel: ADA, blocks: [{ type: 'table', rows: [] }] });

  expect([real.status, await real.text()]).toEqual([501, 'not emulated: slack conversations.history']);
  expect([table.status, await table.text()]).toEqual([501, 'not emulated: slack block or element table']);
  expect(await api('chat.shout', {})).toEqual({ ok: false, error: 'unknown_method' });
});

it('sees nothing in the JSON of a method that takes forms only', async () => {
  const { api, form } = givenSlack();

  expect((await api('users.info', { user: ADA })).error).toBe('user_not_found');
  expect((await form('users.info', { user: ADA })).ok).toBe(true);
});

it('forgets everything when it is reset', async () => {
  const { api, slack } = givenSlack();
  await api('chat.postMessage', { channel: ADA, text: 'x' });

  slack.reset();

  expect([slack.messages(TEAM), slack.workspaces(), slack.counts()]).toEqual([[], [], {}]);
});
