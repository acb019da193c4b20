import type { AppModule } from '../sandbox/forge/functions';
import { createSandbox, type Sandbox } from '../sandbox/sandbox';
import * as app from '../src/index';
import { PEOPLE, type Story, storyOf, TEAM } from '../test/support/story';

/** What the store of the sandbox answered. */
export type StoreAnswer = {
  readonly path: string;
  readonly asked: string;
  readonly status: number;
  readonly body: unknown;
};

/** A request of Slack's, to be signed anew, and all that the store answers while it is dealt with. */
export type Recorded = {
  readonly name: string;
  readonly handler: 'slackInteractions' | 'slackCommands' | 'slackEvents';
  readonly contentType: string;
  readonly body: string;
  readonly isForged: boolean;
  readonly store: readonly StoreAnswer[];
};
export type Recording = { readonly secret: string; readonly requests: readonly Recorded[] };

const BEN = { team: TEAM, user: PEOPLE.ben.slack };
const LARGE_BYTES = 30_000;

type Heard = Pick<Recorded, 'handler' | 'body'>;

/** What people really sent in a sandbox: a click, a command, a form, an event, and two that nobody sends by hand. */
export async function record(): Promise<Recording> {
  const heard: Heard[] = [];
  const sandbox = await createSandbox({ log: () => {}, app: listening(heard) });
  const story = storyOf(sandbox);
  const store = recordStore(sandbox);
  await prepare(story);

  async function one(name: string, act: () => Promise<unknown>): Promise<Recorded> {
    heard.length = 0;
    store.length = 0;
    await act();
    const [first] = heard;
    if (first === undefined) throw new Error(`no request came of: ${name}`);
    const contentType = first.handler === 'slackEvents' ? 'application/json' : 'application/x-www-form-urlencoded';
    return { name, ...first, contentType, isForged: false, store: [...store] };
  }

  const click = await one('a click on a button in a direct message', () => press(story, 'approve'));
  const command = await one('a slash command', () =>
    sandbox.slack.command({ ...BEN, channel: 'C0RELEASE', command: '/baton', text: 'list' }),
  );
  await story.start('Commented');
  await press(story, 'approve-form');
  const view = sandbox.slack.open(BEN).views.at(-1);
  const form = await one('a form that is sent', () =>
    sandbox.slack.submit({ viewId: view?.id ?? '', user: BEN.user, values: { comment: 'Tested on staging.' } }),
  );
  const event = await one('an event', async () => {
    sandbox.slack.home(BEN);
    await sandbox.slack.deliverEvents();
  });
  await sandbox.close();

  const forged = { ...click, name: 'a click with a forged signature', isForged: true };
  const large = { ...click, name: 'a click on a message of 30 KB', body: enlarged(click.body) };
  return { secret: sandbox.signingSecret, requests: [click, command, form, event, forged, large] };
}

async function prepare(story: Story): Promise<void> {
  const asks = { type: 'user', people: [PEOPLE.ben.accountId, PEOPLE.cleo.accountId] };
  await story.form({ name: 'Commented', steps: [{ name: 'Both', asks, quorum: { type: 'all' }, comment: 'always' }] });
  await story.start('Release approval');
}

/** Without what the queues do afterwards. */
async function press({ sandbox, message }: Story, actionId: string): Promise<void> {
  const { channel, ts } = message('ben');
  await sandbox.slack.click({ ...BEN, channel, ts, actionId });
}

/** The app itself, with an ear at the web triggers. */
function listening(heard: Heard[]): AppModule {
  const hearing =
    (handler: Recorded['handler'], handle: (request: unknown) => unknown) => (request: { body: string }) => {
      heard.push({ handler, body: request.body });
      return handle(request);
    };
  return {
    ...app,
    slackInteractions: hearing('slackInteractions', app.slackInteractions),
    slackCommands: hearing('slackCommands', app.slackCommands),
    slackEvents: hearing('slackEvents', app.slackEvents),
  };
}

function recordStore(sandbox: Sandbox): StoreAnswer[] {
  const answers: StoreAnswer[] = [];
  const { handle } = sandbox.kvs;
  sandbox.kvs.handle = async (installation, path, asked) => {
    const answer = await handle(installation, path, asked);
    answers.push({ path, asked: JSON.stringify(asked), status: answer.status, body: answer.body });
    return answer;
  };
  return answers;
}

/** The payload carries the message that was clicked, which may have many long blocks. */
function enlarged(body: string): string {
  const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
  const text = { type: 'mrkdwn', text: 'Everything that was tested, and by whom. '.repeat(15) };
  const section = { type: 'section', text };
  const blocks = Array.from({ length: Math.ceil(LARGE_BYTES / JSON.stringify(section).length) }, () => section);
  return new URLSearchParams({
    payload: JSON.stringify({ ...payload, message: { ...payload.message, blocks } }),
  }).toString();
}
