import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { SlackTeamId, SlackUserId } from '../shared/brand';
import { PermanentError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { type Call, createCall, type SlackWeb, TIMEOUT_MS } from './client-call';
import * as shapes from './client-shapes';
import { unanswered } from './errors';

export type Message = { readonly text: string; readonly blocks: readonly KnownBlock[] };
export type Place = { readonly channel: string; readonly ts: string };
/** `hash` is the version of the view: an update that names it loses against a newer one. */
export type OpenedView = { readonly id: string; readonly hash: string };

/** Slack advises at most 200. */
const PAGE = 200;
const DEAD = ['token_revoked', 'account_inactive', 'token_expired', 'invalid_auth'];

/** The calls that Baton makes to Slack with one token. With its workspace they keep to the limits of `pacing`. */
export function createSlackClient(web: SlackWeb, token: string, team?: SlackTeamId) {
  const call = createCall(web, { token }, team);
  const read = (method: string, args: Readonly<Record<string, unknown>> = {}) => call(method, args, 'repeatable');

  async function personByEmail(email: string): Promise<shapes.SlackPerson | undefined> {
    const lowerCase = email.toLowerCase();
    const found = await lookUp(lowerCase);
    // It is not documented whether Slack minds the case.
    return found !== undefined || email === lowerCase ? found : lookUp(email);
  }

  async function lookUp(email: string): Promise<shapes.SlackPerson | undefined> {
    const answer = await unless('users_not_found', read('users.lookupByEmail', { email }));
    return answer === undefined ? undefined : readOrThrow(shapes.oneUser, answer, 'users.lookupByEmail');
  }

  return {
    ...messagesOf(call),
    ...viewsOf(call),
    personByEmail,

    /** Where somebody waits for an acknowledgement, `timeoutMs` has to leave time for it. */
    async userById(user: SlackUserId, timeoutMs?: number): Promise<shapes.SlackPerson | undefined> {
      const answer = await unless('user_not_found', call('users.info', { user }, 'repeatable', timeoutMs));
      return answer === undefined ? undefined : readOrThrow(shapes.oneUser, answer, 'users.info');
    },

    async listUsers(cursor?: string): Promise<shapes.Page<shapes.SlackPerson>> {
      return readOrThrow(shapes.users, await read('users.list', { limit: PAGE, cursor }), 'users.list');
    },

    /** Undefined where there is none, or where it is private and Baton is not in it: Slack does not tell which. */
    async channelInfo(channel: string): Promise<shapes.SlackChannel | undefined> {
      const answer = await unless('channel_not_found', read('conversations.info', { channel }));
      return answer === undefined ? undefined : readOrThrow(shapes.oneChannel, answer, 'conversations.info');
    },

    async joinChannel(channel: string): Promise<shapes.SlackChannel> {
      return readOrThrow(shapes.oneChannel, await read('conversations.join', { channel }), 'conversations.join');
    },

    async listChannels(cursor?: string, types = 'public_channel,private_channel') {
      const args = { limit: PAGE, cursor, types, exclude_archived: true };
      return readOrThrow(shapes.channels, await read('conversations.list', args), 'conversations.list');
    },

    async membersOf(channel: string, cursor?: string): Promise<shapes.Page<SlackUserId>> {
      const answer = await read('conversations.members', { channel, limit: PAGE, cursor });
      return readOrThrow(shapes.channelMembers, answer, 'conversations.members');
    },

    whoAmI: async () => readOrThrow(shapes.identity, await read('auth.test'), 'auth.test'),

    /** Whether the token is dead now; it may have been so before. */
    async revoke(): Promise<boolean> {
      const answer = await unless(DEAD, read('auth.revoke'));
      return answer === undefined || readOrThrow(shapes.revoked, answer, 'auth.revoke').revoked;
    },
  };
}

function messagesOf(call: Call) {
  return {
    /** To a person or to a channel. The place is Slack's: a person's direct message has an id of its own. */
    async post(to: string, message: Message, { threadTs }: { threadTs?: string } = {}): Promise<Place> {
      const args = { channel: to, thread_ts: threadTs, unfurl_links: false, unfurl_media: false };
      const posted = shapes.postedMessage.safeParse(
        await call('chat.postMessage', { ...args, ...toArguments(message) }, 'once-only'),
      );
      // It was taken, so it is not posted a second time although nobody knows where it stands.
      if (!posted.success) throw unanswered('answer-unreadable', 'once-only');
      return posted.data;
    },

    async update(place: Place, message: Message): Promise<void> {
      await call('chat.update', { ...place, ...toArguments(message) }, 'repeatable');
    },
  };
}

/** A person sits in front of these, so they have less time than others. A trigger serves one call only. */
function viewsOf(call: Call) {
  const show = async (method: string, args: Readonly<Record<string, unknown>>, effect: 'once-only' | 'repeatable') => {
    const opened = shapes.openedView.safeParse(await call(method, args, effect, TIMEOUT_MS.modal));
    if (!opened.success) throw unanswered('answer-unreadable', effect);
    return opened.data.view;
  };
  return {
    openView: (trigger: string, view: ModalView): Promise<OpenedView> =>
      show('views.open', { trigger_id: trigger, view }, 'once-only'),
    updateView: ({ id, hash }: { id: string; hash?: string }, view: ModalView): Promise<OpenedView> =>
      show('views.update', { view_id: id, hash, view }, 'repeatable'),
    publishHome: (user: SlackUserId, view: HomeView, hash?: string): Promise<OpenedView> =>
      show('views.publish', { user_id: user, hash, view }, 'repeatable'),
  };
}

const toArguments = ({ text, blocks }: Message) => ({ text, blocks, parse: 'none', link_names: false });

/** Undefined for a refusal that is an answer. */
async function unless(codes: string | readonly string[], call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof PermanentError && [codes].flat().includes(error.code)) return undefined;
    throw error;
  }
}

export type SlackClient = ReturnType<typeof createSlackClient>;
