import { describe, expect, it } from 'vitest';
import { toSlackTeamId } from '../../src/shared/brand';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { createSlackSurface } from '../../src/slack/surface';
import { workspace } from '../sandbox/slack/given-slack';
import { BEN, CLEO, notification } from '../support/builders';
import { approvalOf, peopleOf } from '../support/running-approvals';
import { connection, givenTwin } from './given-connections';

const SCOPES = ['chat:write', 'channels:read', 'channels:join'];
const approval = approvalOf();
const people = peopleOf([BEN, CLEO], { [BEN]: 'Ben Castle', [CLEO]: 'Cleo Dale' });

function given({
  scopes = SCOPES,
  joining = async () => {},
}: {
  scopes?: readonly string[];
  joining?: () => Promise<void>;
} = {}) {
  const { clientOf, slack } = givenTwin({ workspaces: [workspace({ scopes })] });
  const calls: string[] = [];
  const surface = createSlackSurface({
    connections: { all: async () => ({ connections: [connection()] }) as never },
    clientOf(each) {
      const client = clientOf(each);
      return {
        update: client.update,
        post(to, message, more) {
          calls.push('post');
          return client.post(to, message, more);
        },
        async joinChannel(id) {
          calls.push('join');
          await joining();
          return client.joinChannel(id);
        },
      };
    },
  });
  const { recipient: _, ...row } = notification({ kind: 'channel-request' });
  const tell = (channel: string, audience = { members: [BEN, CLEO], others: [] as (typeof BEN)[] }) => {
    const slackMessage = { team: toSlackTeamId('T1'), channel: { id: channel, name: 'a' } };
    return surface.post({ approval, sequence: 2, people, row: { ...row, slack: slackMessage, audience } });
  };
  return { calls, tell, slack };
}

describe('a request in a channel', () => {
  it('is posted where Baton is, and nothing is joined', async () => {
    const { tell, calls } = given();

    expect(await tell('CIN')).toMatchObject({ posted: { channel: 'CIN' } });
    expect(calls).toEqual(['post']);
  });

  it('of a public channel that Baton is not in has it go in, and is posted then', async () => {
    const { tell, calls } = given();

    expect(await tell('COUT')).toMatchObject({ posted: { channel: 'COUT' } });
    expect(calls).toEqual(['post', 'join', 'post']);
  });

  it.each([
    ['of a private one is refused as it was', 'GSECRET', given(), 'channel_not_found', ['post']],
    [
      'into which Slack does not let it is refused for not being there',
      'COUT',
      given({ scopes: ['chat:write'] }),
      'not_in_channel',
      ['post', 'join'],
    ],
    [
      'that it goes into in vain is tried once',
      'COUT',
      given({ joining: () => Promise.reject(new PermanentError('too_many_members')) }),
      'not_in_channel',
      ['post', 'join'],
    ],
    [
      'that it could not go into just now is tried again later',
      'COUT',
      given({ joining: () => Promise.reject(new TransientError('ratelimited', { retryAfterMs: 5_000 })) }),
      'ratelimited',
      ['post', 'join'],
    ],
  ])('%s', async (_what, channel, { tell, calls }, code, made) => {
    await expect(tell(channel)).rejects.toMatchObject({ message: code });
    expect(calls).toEqual(made);
  });

  it('mentions those of whom the row says that they are in it', async () => {
    const { tell, slack } = given();

    const { posted } = await tell('CIN', { members: [CLEO], others: [BEN] });

    const { conversations } = slack.open({ team: 'T1', user: 'UADA' });
    const message = conversations.flatMap(({ messages }) => messages).find(({ ts }) => ts === posted?.ts);
    expect(JSON.stringify(message?.blocks)).toContain('Waiting for Ben Castle, <@U-cleo>');
  });
});
