import type { SandboxClock } from '../clock';
import { NotEmulatedError } from '../twin';
import { type Arguments, flagOf, parseJson, refuseArguments, textOf } from './arguments';
import { type Content, type ContentLimits, readContent } from './content';
import { deleteMessage, editMessage, postAsApp } from './messages';
import type { Json, SlackMessage } from './model';
import type { ResponseUrl } from './records';
import { SlackRefusal } from './refusal';
import type { SlackStore } from './store';

const LIFE_MS = 30 * 60_000;
const MAX_USES = 5;

/** Whether the limit of all blocks together holds here is not documented: it does. */
export const LIMITS: ContentLimits = { text: { max: 40_000, beyond: 'cut' }, blocksTooLong: 'msg_blocks_too_long' };

type Deps = { store: SlackStore; clock: SandboxClock };

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export function createResponseUrls({ store, clock }: Deps): (request: Request) => Promise<Response> {
  async function answer(request: Request): Promise<void> {
    const path = new URL(request.url).pathname;
    const known = store.responseUrls.get(path);
    // What a URL that is spent or too old answers is not documented; these are names without a promise.
    if (known === undefined) throw new SlackRefusal('invalid_url');
    if (known.uses >= MAX_USES) throw new SlackRefusal('used_url');
    if (clock.now() - known.issuedAt >= LIFE_MS) throw new SlackRefusal('expired_url');
    store.responseUrls.put(path, { ...known, uses: known.uses + 1 });

    respond(known, await readBody(request));
  }

  function respond(known: ResponseUrl, args: Arguments): void {
    refuseArguments('response_url', args, ['attachments', 'markdown_text']);
    const original = store.message(known.team, known.channel, known.ts ?? '');
    if (flagOf(args, 'delete_original')) {
      deleteMessage(store, clock.now(), present(original));
      return;
    }

    const content = readContent(args, LIMITS, store.nextId);
    if (flagOf(args, 'replace_original')) {
      editMessage(store, clock.now(), present(original), { ...content, blocks: content.blocks ?? [] });
      return;
    }

    add(known, original, args, content);
  }

  function add(known: ResponseUrl, original: SlackMessage | undefined, args: Arguments, content: Content): void {
    const workspace = store.workspaces.get(known.team);
    const channel = store.channel(known.team, known.channel);
    if (workspace === undefined || channel === undefined) throw new SlackRefusal('channel_not_found');
    const isForAll = textOf(args, 'response_type') === 'in_channel';
    const threadTs = isForAll ? textOf(args, 'thread_ts') : original?.threadTs;
    const addressed = isForAll ? {} : { ephemeralTo: known.user };
    postAsApp(store, clock.now(), { workspace, channel, threadTs, ...addressed }, content);
  }

  return async (request) => {
    store.counts.put('response_url', (store.counts.get('response_url') ?? 0) + 1);
    try {
      await answer(request);
      return new Response('ok', { headers: { 'content-type': 'text/html' } });
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return Response.json({ ok: false, error: error.error, ...error.details }, { status: 404 });
    }
  };
}

function present(original: SlackMessage | undefined): SlackMessage {
  if (original === undefined || original.deletedAt !== undefined) throw new SlackRefusal('message_not_found');
  return original;
}

async function readBody(request: Request): Promise<Json> {
  if (request.method !== 'POST') throw new NotEmulatedError(`slack response_url by ${request.method}`);
  const parsed = parseJson(await request.text());
  if (typeof parsed !== 'object' || parsed === null) throw new NotEmulatedError('slack response_url without JSON');
  return { ...parsed };
}
