import { expect, it } from 'vitest';
import { createSeek } from '../../src/identity/seek';
import { toSlackTeamId } from '../../src/shared/brand';
import { crowd } from '../support/builders';
import { fakeClock, fakeLog } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { emailOf, member } from './given-directory';

it('asks Slack about ten people at once, and about no more', async () => {
  const clock = fakeClock();
  const wanted = crowd(40).map((accountId) => ({ accountId, email: emailOf(accountId) }));
  let [now, most] = [0, 0];
  const workspace = {
    team: toSlackTeamId('T1'),
    async personByEmail(email: string) {
      now += 1;
      most = Math.max(most, now);
      await new Promise((soon) => setImmediate(soon));
      now -= 1;
      return member(email);
    },
    userById: async () => undefined,
    listUsers: async () => ({ items: [], cursor: undefined }),
  };

  const found = await createSeek({ store: createMemoryStore({ clock }), clock, log: fakeLog() }).seek(
    workspace,
    wanted,
  );

  expect([...found.values()].every((reach) => reach?.type === 'user')).toBe(true);
  expect([found.size, most]).toEqual([40, 10]);
});
