import type { AccountId } from '../shared/brand';
import type { Administrator } from './admin-definitions';
import type { Served, Told } from './answer';
import type { AdminApi } from './contract';

type SlackCall = Extract<keyof AdminApi, `slack/${string}`>;

/** Parses what it is given; whoever calls has been checked. */
export type SlackDesk = {
  [Call in SlackCall]: (by: AccountId, payload: unknown) => Promise<Told<AdminApi[Call]>>;
};

export type Deps = { slack: SlackDesk };

/** The Slack section of the settings page. */
export function createAdminSlack({ slack }: Deps): Pick<Served<AdminApi, Administrator>, SlackCall> {
  return {
    'slack/get': ({ accountId }, payload) => slack['slack/get'](accountId, payload),
    'slack/save-app': ({ accountId }, payload) => slack['slack/save-app'](accountId, payload),
    'slack/replace-signing-secret': ({ accountId }, payload) =>
      slack['slack/replace-signing-secret'](accountId, payload),
    'slack/save-settings': ({ accountId }, payload) => slack['slack/save-settings'](accountId, payload),
    'slack/end-overlap': ({ accountId }, payload) => slack['slack/end-overlap'](accountId, payload),
    'slack/begin': ({ accountId }, payload) => slack['slack/begin'](accountId, payload),
    'slack/attempt': ({ accountId }, payload) => slack['slack/attempt'](accountId, payload),
    'slack/claim': ({ accountId }, payload) => slack['slack/claim'](accountId, payload),
    'slack/connect': ({ accountId }, payload) => slack['slack/connect'](accountId, payload),
    'slack/rename': ({ accountId }, payload) => slack['slack/rename'](accountId, payload),
    'slack/set-default': ({ accountId }, payload) => slack['slack/set-default'](accountId, payload),
    'slack/delete': ({ accountId }, payload) => slack['slack/delete'](accountId, payload),
    'slack/check': ({ accountId }, payload) => slack['slack/check'](accountId, payload),
    'slack/channels': ({ accountId }, payload) => slack['slack/channels'](accountId, payload),
    'slack/check-channel': ({ accountId }, payload) => slack['slack/check-channel'](accountId, payload),
    'slack/set-channel': ({ accountId }, payload) => slack['slack/set-channel'](accountId, payload),
  };
}
