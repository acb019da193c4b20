import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox';
import { recordConsole } from '../support/app-log';
import { accepted, PEOPLE, type Story, storyOf, TEAM } from '../support/story';

let sandbox: Sandbox;
let story: Story;
let written: ReturnType<typeof recordConsole>;

beforeEach(async () => {
  written = recordConsole();
  sandbox = await createSandbox({ log: () => {} });
  story = storyOf(sandbox);
});

const urlOf = (moduleKey: string) =>
  sandbox.state().webTriggers.find((each) => each.moduleKey === moduleKey)?.url ?? '';
const runsOf = (name: string) => sandbox.invocations().filter((each) => each.function === name);

/** The signed request of Ben's press on Approve. */
function clickOfBen() {
  const { channel, ts } = story.message('ben');
  return sandbox.slack.requestOfClick({ team: TEAM, channel, ts, user: PEOPLE.ben.slack, actionId: 'approve' });
}

describe('the web trigger', () => {
  it('reads headers by name, however they are spelled', async () => {
    await story.start('Release approval');
    const { url, headers, body } = clickOfBen();
    const shouted = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));

    const answer = await sandbox.webTrigger(url, { headers: shouted, body });

    expect(answer.status).toBe(200);
    expect(story.whispers('ben')).toEqual([`You approved SHOP-1. Next: <@${PEOPLE.cleo.slack}>.`]);
  });

  it('refuses a signature that comes twice under two spellings', async () => {
    await story.start('Release approval');
    const { url, headers, body } = clickOfBen();
    const signature = headers['X-Slack-Signature'] ?? '';

    const answer = await sandbox.webTrigger(url, { headers: { ...headers, 'x-slack-signature': [signature] }, body });

    expect([answer.status, await answer.text()]).toEqual([401, 'signature: header-malformed']);
  });

  it.each([
    ['no body', {}, 401],
    ['a body that nobody signed', { body: 'payload=%7B%7D' }, 401],
    ['too large a body', { body: 'x'.repeat(512 * 1_024 + 1) }, 413],
  ])('says in plain text what is wrong with %s', async (_what, init, status) => {
    const answer = await sandbox.webTrigger(urlOf('slack-interactions'), init);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('text/plain');
  });

  it('answers 500 with an id, and no more, when the secret cannot be read', async () => {
    await story.start('Release approval');
    const { url, headers, body } = clickOfBen();
    sandbox.faults.add([{ at: 'kvs:secret/get', kind: 'server-error', times: 5 }]);

    const answer = await sandbox.webTrigger(url, { headers, body });

    const line = written.lines().at(-1);
    expect(line).toMatchObject({ level: 'error', event: 'request-failed', error: 'TransientError' });
    expect([answer.status, await answer.text()]).toEqual([500, `failed: ${line?.correlation}`]);
  });
});

describe('a consumer', () => {
  const DEFECT = { at: 'kvs:*', kind: 'server-error', times: 1_000 } as const;

  it('comes back after a growing time while the store is down, and then catches up', async () => {
    accepted(await story.onItem('approvals/start', 'ada', await startInput()));
    sandbox.faults.add([{ ...DEFECT, times: 4 }]);

    const gaps = await gapsOf(4);
    await sandbox.drain();

    expect(gaps).toEqual([2, 4, 8, 16]);
    expect(story.messages('ben')).toHaveLength(1);
    const retried = written.lines().filter(({ event }) => event === 'task-to-be-retried');
    expect(retried.map((each) => Reflect.get(each, 'retryCount'))).toEqual([0, 1, 2, 3]);
  });

  it('never waits for more than five minutes', async () => {
    accepted(await story.onItem('approvals/start', 'ada', await startInput()));
    sandbox.faults.add([DEFECT]);

    const gaps = await gapsOf(10);

    expect(gaps).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  /** How many seconds each of so many tries lets pass. */
  async function gapsOf(count: number): Promise<number[]> {
    const gaps: number[] = [];
    while (gaps.length < count) {
      const { nextDueAt = sandbox.clock.now() } = await sandbox.drain();
      const gap = nextDueAt - sandbox.clock.now();
      gaps.push(gap / 1_000);
      sandbox.clock.advance(gap);
    }
    return gaps;
  }

  async function startInput() {
    const [first] = (await story.panel()).definitions;
    return { definitionId: first?.id, requestId: 'request-abc' };
  }
});

describe('a product event', () => {
  const deleted = (issue: unknown) => ({ eventType: 'avi:jira:deleted:issue', issue, atlassianId: '712020:ada' });

  it('that names no work item is let go, and written down by its type', async () => {
    sandbox.event('jira', deleted({ fields: { summary: 'a secret summary' } }));

    await sandbox.drain();

    expect(written.lines().at(-1)).toMatchObject({ event: 'event-ignored', eventType: 'avi:jira:deleted:issue' });
    expect(runsOf('run-command')).toEqual([]);
    expect(written.text()).not.toContain('a secret summary');
  });

  it('that comes twice cancels once', async () => {
    await story.start('Release approval');
    const before = story.message('ben').history.length;

    for (const _ of [1, 2]) sandbox.event('jira', deleted({ id: '10001', key: 'SHOP-1' }));
    await sandbox.drain();

    expect(story.stored('audit').filter(({ value }) => JSON.stringify(value).includes('approval.closed'))).toHaveLength(
      1,
    );
    expect(story.message('ben').history).toHaveLength(before + 1);
  });
});
