import * as z from 'zod';
import { parseOrThrow } from './shared/parse';

/** What a deployment may set; production sets nothing. */
export type Config = {
  /** Base of the Slack Web API, ending in `/`. */
  readonly slackApiUrl: string;
  /** Slack's consent page, which stands beside its Web API. */
  readonly slackAuthorizeUrl: string;
  /** Origins to which an interaction may be answered. */
  readonly slackResponseOrigins: readonly string[];
};

const SLACK_API_URL = 'https://slack.com/api/';
const SLACK_RESPONSE_ORIGIN = 'https://hooks.slack.com';

const environment = z.object({
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:4700/api/' }).optional(),
});

/** An empty variable counts as one that is not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = parseOrThrow(environment, { SLACK_API_URL: env.SLACK_API_URL || undefined }, 'environment');
  const other = given.SLACK_API_URL;
  const slackApiUrl = withSlash(other ?? SLACK_API_URL);
  return {
    slackApiUrl,
    slackAuthorizeUrl: new URL('../oauth/v2/authorize', slackApiUrl).href,
    slackResponseOrigins: [SLACK_RESPONSE_ORIGIN, ...(other === undefined ? [] : [new URL(other).origin])],
  };
}

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`);
