import type { Turnstile } from '../sandbox/forge/gate';
import { createSandbox } from '../sandbox/sandbox';
import { defaultWorld, type World } from '../sandbox/world/world';
import { inChunks } from '../src/shared/parallel';
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

export const crowdOf = (nth: number) => (nth === 0 ? 'Crowd' : `Crowd ${nth + 1}`);
export const CROWD = crowdOf(0);

type Asked = {
  readonly quorum?: 'all' | 'any';
  /** So many in each definition; without it there is one for all. */
  readonly inEach?: number;
  readonly comment?: 'always';
  readonly turnstile?: Turnstile;
};

/** A story with a definition for these people, or with several, of which one after the other is called `Crowd 2`, … */
export async function crowd(
  people: number,
  { quorum = 'any', inEach = people, comment, turnstile }: Asked = {},
): Promise<Story> {
  const sandbox = await createSandbox({ world: worldOf(people), log: () => {}, ...(turnstile && { turnstile }) });
  const story = storyOf(sandbox);
  for (const [nth, some] of inChunks(inEach, handles(people)).entries()) {
    const asks = { type: 'user', people: some.map(accountOf) };
    const step = { name: 'Everybody', asks, quorum: { type: quorum }, ...(comment && { comment }) };
    await story.form({ name: crowdOf(nth), steps: [step] });
  }
  return story;
}

/** The first of them presses a button of their newest message. */
export async function pressAsFirst(story: Story, actionId = 'approve'): Promise<void> {
  const { sandbox } = story;
  const user = slackOf('person0');
  const team = defaultWorld.workspaces[0]?.teamId ?? '';
  const seen = sandbox.slack.open({ team, user }).conversations.flatMap(({ messages }) => messages);
  const message = seen.filter(({ botId, ephemeralTo }) => botId !== undefined && ephemeralTo === undefined).at(-1);
  if (message === undefined) throw new Error(`${user} has no message`);
  sandbox.clock.advance(1_000);
  await sandbox.slack.click({ team, channel: message.channel, ts: message.ts, user, actionId });
  await sandbox.drain();
}
