import { describe, expect, it } from 'vitest';
import { toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import type { Connection } from '../../src/slack/connections/model';
import { createMembership } from '../../src/slack/membership';
import { ADA, BEN, workspace } from '../sandbox/slack/given-slack';
import { connection, givenTwin } from './given-connections';

const place = (id: string) => ({ team: toSlackTeamId('T1'), channel: { id, name: 'releases' } });
const users = (...ids: readonly string[]) => ids.map(toSlackUserId);
const others = (count: number) => Array.from({ length: count }, (_, n) => `U${String(n).padStart(4, '0')}`);

function given(members: readonly string[], { scopes = ['channels:read'], of = connection() } = {}) {
  const base = workspace({ scopes });
  const channels = [...base.channels, { id: 'CBIG', name: 'all-hands', members }];
  const { clientOf, slack } = givenTwin({ workspaces: [{ ...base, channels }] });
  const asked: (string | undefined)[] = [];
  const membersIn = createMembership({
    connections: { all: async () => ({ connections: [of], settings: undefined }) as never },
    clientOf(each: Connection) {
      const client = clientOf(each);
      return {
        membersOf(id, cursor) {
          asked.push(cursor);
          return client.membersOf(id, cursor);
        },
      };
    },
  });
  return { slack, asked, membersIn };
}

describe('who is in a channel', () => {
  it('is told of those who are looked for, whether Baton is in it or not', async () => {
    const { membersIn } = given([]);

    const [inside, outside] = [await membersIn(place('CIN'), users(ADA)), await membersIn(place('COUT'), users(BEN))];

    expect([inside.has(toSlackUserId(ADA)), outside.has(toSlackUserId(BEN))]).toEqual([true, false]);
  });

  it('is read on until everybody was seen, and no further', async () => {
    const [early, late] = ['U0007', 'U0250'];
    const { membersIn, asked } = given(others(600));

    const found = await membersIn(place('CBIG'), users(early, late));

    expect(users(early, late).every((each) => found.has(each))).toBe(true);
    expect(asked).toEqual([undefined, expect.any(String)]);
  });

  it('is read for a thousand members at most: who comes later counts as not there', async () => {
    const { membersIn, asked } = given(others(5_000));

    const found = await membersIn(place('CBIG'), users('U0999', 'U1000'));

    expect([found.has(toSlackUserId('U0999')), found.has(toSlackUserId('U1000'))]).toEqual([true, false]);
    expect(asked).toHaveLength(5);
  });

  it.each([
    ['a private channel that Baton is not in', 'GSECRET', ['channels:read', 'groups:read'], 'channel_not_found'],
    ['a private channel, without the scope for it', 'GSECRET', ['channels:read'], 'missing_scope'],
  ])('is not told of %s', async (_what, id, scopes, code) => {
    const { membersIn } = given([], { scopes });

    await expect(membersIn(place(id), users(ADA))).rejects.toMatchObject({ code });
  });

  it('is not asked of a workspace that does not work', async () => {
    const { membersIn, asked } = given([], { of: connection({ team: toSlackTeamId('T9') }) });

    await expect(membersIn(place('CIN'), users(ADA))).rejects.toMatchObject({ code: 'not-connected' });
    expect(asked).toEqual([]);
  });
});
