import { expect, it } from 'vitest';
import { defaultWorld } from '../../sandbox/world/world';
import { recordConsole } from '../support/app-log';
import { PEOPLE, tell } from '../support/story';

const COMMENT = 'Between us: the supplier is not to be trusted';

/** A whole story, in which much of what can go wrong does. */
async function everythingThatIsLogged() {
  const hostLines: string[] = [];
  const written = recordConsole();
  const story = await tell({ log: (line) => hostLines.push(line) });
  const { sandbox } = story;

  sandbox.faults.add([
    { at: 'slack:chat.postMessage', kind: 'server-error' },
    { at: 'slack:users.lookupByEmail', kind: 'slack-error', error: 'internal_error' },
    { at: 'slack:users.lookupByEmail', kind: 'timeout', effect: 'after', skip: 1 },
    { at: 'jira:GET /rest/api/3/user/email/bulk', kind: 'server-error' },
    { at: 'kvs:transaction', kind: 'conflict', times: 2 },
    { at: 'slack:response_url', kind: 'timeout', effect: 'before' },
  ]);
  await story.start('Release approval');
  await story.start('Purchase');
  await story.settle(10);
  await story.press('cleo', 'approve');
  await story.decide('ben', 'reject', COMMENT);
  await story.settle(10);
  await story.onItem('approvals/decide', 'ben', { approvalId: COMMENT, decision: COMMENT, requestId: 'request-abc' });
  for (const [name, value] of [
    ['botToken', 'xoxb-wrong-token'],
    ['signingSecret', 'another-secret-of-mine'],
  ]) {
    await sandbox.invoke({
      module: 'settings',
      functionKey: 'slack/connect',
      payload: { botToken: 'xoxb-wrong-token', signingSecret: 'another-secret-of-mine', [name ?? '']: value },
      accountId: PEOPLE.ada.accountId,
    });
  }
  sandbox.faults.add([{ at: 'jira:GET /rest/api/3/issue/{id}', kind: 'server-error' }]);
  await story.onItem('approvals/list', 'ben');
  const [trigger] = sandbox.state().webTriggers;
  await sandbox.webTrigger(trigger?.url ?? '', {
    body: COMMENT,
    headers: { 'X-Slack-Signature': sandbox.signingSecret },
  });
  sandbox.slack.revoke('T0LIGHT01');
  await story.start('Release approval');
  await story.settle(10);
  return { sandbox, written, hostLines };
}

it('writes no secret, address, title or comment to the log, whatever goes wrong', async () => {
  const { sandbox, written, hostLines } = await everythingThatIsLogged();

  const unused = sandbox.faults.list().map(({ at }) => at);
  const text = [written.text(), ...hostLines].join('\n');
  const secrets = [
    sandbox.signingSecret,
    'xoxb-',
    'another-secret-of-mine',
    'hooks.slack.com',
    COMMENT,
    '@lighthouse.example',
    ...defaultWorld.workItems.map(({ summary }) => summary),
    ...defaultWorld.people.map(({ name }) => name),
  ];
  expect(unused).toEqual([]);
  expect(written.lines().length).toBeGreaterThan(20);
  expect(secrets.filter((each) => text.includes(each))).toEqual([]);
});

it('writes each line as one object that names its event and its invocation', async () => {
  const { written } = await everythingThatIsLogged();

  const lines = written.lines();

  expect(lines.filter(({ event }) => !/^[a-z]+(-[a-z]+)*$/.test(event))).toEqual([]);
  expect(new Set(lines.map(({ correlation }) => correlation)).size).toBeGreaterThan(5);
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(['info', 'warn', 'error']));
});
