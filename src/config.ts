import * as z from 'zod';
import { parseOrThrow } from './shared/parse';

/** What a deployment may set; production sets nothing. */
export type Config = {
  /** Base of the Slack Web API, ending in `/`. */
  readonly slackApiUrl: string;
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
  if (other === undefined) return { slackApiUrl: SLACK_API_URL, slackResponseOrigins: [SLACK_RESPONSE_ORIGIN] };

  return {
    slackApiUrl: other.endsWith('/') ? other : `${other}/`,
    slackResponseOrigins: [SLACK_RESPONSE_ORIGIN, new URL(other).origin],
  };
}
