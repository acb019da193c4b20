import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { bodies } from './bodies';
import type { Changes } from './changes';
import type { Manifest } from './forge/manifest';
import type { Sandbox } from './model';
import type { World } from './world/world';

type Deps = { sandbox: Sandbox; manifest: Manifest; changes: Changes };
type Bodies = { [Name in keyof typeof bodies]: z.output<(typeof bodies)[Name]> };

const TICK_MS = 100;

/** Everything below `/sandbox`: what tests, tools and the page for visitors use to play the outside world. */
export function createControl({ sandbox, manifest, changes }: Deps): Hono {
  const app = new Hono();
  const { clock, faults } = sandbox;

  const actions: { [Name in keyof Bodies]: (body: Bodies[Name]) => unknown } = {
    async reset({ seed, world }) {
      await sandbox.reset({ ...(seed !== undefined && { seed }), ...(world && { world }) });
      return sandbox.state();
    },
    clock({ advanceMs }) {
      clock.advance(advanceMs);
      return { now: clock.now() };
    },
    drain: () => sandbox.drain(),
    faults(list) {
      faults.add(list);
      return faults.list();
    },
    invoke: (call) => sandbox.invoke({ ...call, context: { extension: call.context?.extension ?? {} } }),
    event: ({ product, event }) => sandbox.event(product, event),
    delete: ({ key, by }) => sandbox.jira.delete(key, by),
    // One Atlassian account for both products.
    person({ accountId, active }) {
      sandbox.jira.setActive(accountId, active);
      sandbox.confluence.setActive(accountId, active);
    },
    workflow: ({ validators, ...where }) => sandbox.jira.setValidators(where, validators),
    automation({ action, inputs, accountId = adminOf(sandbox.world) }) {
      return sandbox.automate({ action, inputs, accountId });
    },
    'slack/click': (click) => sandbox.slack.click(click),
    'slack/submit': (submission) => sandbox.slack.submit(submission),
    'slack/close': (view) => sandbox.slack.close(view),
    'slack/act': (act) => sandbox.slack.click(act),
    'slack/search': (search) => sandbox.slack.search(search),
    'slack/command': (command) => sandbox.slack.command(command),
    'slack/home': (visit) => sandbox.slack.home(visit),
    'slack/open': (person) => sandbox.slack.open(person),
    'slack/say': (message) => sandbox.slack.say(message),
    'slack/revoke': ({ team, user }) => sandbox.slack.revoke(team, user),
    'slack/uninstall': ({ team, order }) => sandbox.slack.uninstall(team, order),
    'slack/invite': (invitation) => sandbox.slack.invite(invitation),
    'slack/archive': (archiving) => sandbox.slack.archive(archiving),
    'slack/disable': (disabling) => sandbox.slack.disable(disabling),
    'slack/deactivate': (person) => sandbox.slack.deactivate(person),
    'slack/authorize': ({ url, ...decision }) => ({ location: sandbox.slack.authorize(url, decision) }),
    'slack/app': (changes) => sandbox.slack.configure(changes),
    'slack/verify': async () => ({ verified: await sandbox.slack.verifyEventsUrl() }),
  };

  function post<Name extends keyof Bodies>(name: Name): void {
    app.post(`/${name}`, async (c) => {
      const parsed = bodies[name].safeParse(jsonOf(await c.req.text()));
      if (!parsed.success) return c.json({ error: wordsOf(parsed.error) }, 400);
      // The schema of this name made it.
      const answer = await actions[name](parsed.data as Bodies[Name]);
      if (name !== 'slack/open') changes.tick();
      return c.json(answer ?? {});
    });
  }

  for (const name of Object.keys(bodies)) if (isName(name)) post(name);
  app.delete('/faults', (c) => {
    faults.clear();
    return c.json([]);
  });
  app.get('/state', (c) => c.json(sandbox.state()));
  app.get('/jira', (c) => c.json(sandbox.jira.workItems()));
  app.get('/confluence', (c) => c.json(sandbox.confluence.pages()));
  app.get('/world', (c) => {
    const { site, people, projects, spaces } = sandbox.world;
    const surfaces = manifest.ui.map(({ type, key, place }) => ({ type, key, place }));
    const workspaces = sandbox.slack.workspaces();
    return c.json({ site, people, projects, spaces, workspaces, surfaces, now: clock.now(), url: sandbox.url });
  });
  app.get('/changes', (c) => follow(c, changes));
  return app;
}

const isName = (name: string): name is keyof Bodies => Object.hasOwn(bodies, name);

/** Whose connection a rule has, where nobody is named. */
const adminOf = ({ people }: World): string => people.find(({ admin }) => admin)?.accountId ?? '';

/** One number per tick; several changes at once are one tick. */
function follow(c: Context, changes: Changes): Response {
  return streamSSE(c, async (stream) => {
    let dirty = true;
    const stop = changes.listen(() => {
      dirty = true;
    });
    stream.onAbort(stop);
    for (let n = 1; !stream.aborted; ) {
      if (dirty) {
        dirty = false;
        await stream.writeSSE({ data: String(n++) });
      }
      await stream.sleep(TICK_MS);
    }
  });
}

/** An empty body counts as an empty object; what is not JSON is refused by every schema. */
function jsonOf(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function wordsOf(error: z.ZodError): string {
  const told = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  return told.join('; ');
}
