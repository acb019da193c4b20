import { createSandbox } from '../sandbox/sandbox';
import { defaultWorld, type World } from '../sandbox/world/world';
import { type Story, storyOf } from '../test/support/story';

const handles = (people: number) => Array.from({ length: people }, (_, n) => `person${n}`);
const accountOf = (handle: string) => `712020:${handle}`;
const slackOf = (handle: string) => `U${handle.toUpperCase()}`;

/** The default world with so many more colleagues, all of whom Slack knows. */
function worldOf(people: number): World {
  const more = handles(people).map((handle) => ({
    handle,
    name: `Person ${handle.slice(6)}`,
    email: `${handle}@a.example`,
  }));
  const [workspace] = defaultWorld.workspaces;
  if (workspace === undefined) throw new Error('the default world has no workspace');
  const members = more.map(({ handle, name, email }) => ({ userId: slackOf(handle), name, email }));
  return {
    ...defaultWorld,
    people: [
      ...defaultWorld.people,
      ...more.map(({ handle, name, email }) => ({
        accountId: accountOf(handle),
        name,
        email,
        admin: false,
        active: true,
      })),
    ],
    workspaces: [{ ...workspace, members: [...workspace.members, ...members] }],
  };
}

export const CROWD = 'Crowd';

/** A story whose definition `Crowd` asks so many people, of whom one is enough. */
export async function crowd(people: number, quorum: 'all' | 'any' = 'any'): Promise<Story> {
  const sandbox = await createSandbox({ world: worldOf(people), log: () => {} });
  const approvers = handles(people).map(accountOf);
  await sandbox.invoke({
    module: 'settings',
    functionKey: 'definitions/save',
    accountId: defaultWorld.people[0]?.accountId ?? '',
    payload: {
      definition: {
        name: CROWD,
        steps: [{ name: 'Everybody', asks: { type: 'user', people: approvers }, quorum: { type: quorum } }],
      },
    },
  });
  return storyOf(sandbox);
}

/** The first of them presses Approve on their message. */
export async function approveAsFirst(story: Story, nth = 0): Promise<void> {
  const user = slackOf(`person${nth}`);
  const team = defaultWorld.workspaces[0]?.teamId ?? '';
  const seen = story.sandbox.slack.open({ team, user }).conversations.flatMap(({ messages }) => messages);
  const message = seen.filter(({ botId, ephemeralTo }) => botId !== undefined && ephemeralTo === undefined).at(-1);
  if (message === undefined) throw new Error(`${user} has no message`);
  story.sandbox.clock.advance(1_000);
  await story.sandbox.slack.click({ team, channel: message.channel, ts: message.ts, user, actionId: 'approve' });
  await story.sandbox.drain();
}
