import { CHANNELS, OTHER_TEAM } from './cast';
import type { Click } from './clicking';
import type { Evidence } from './promises/evidence';
import { refusedClicks } from './promises/refusals';
import { isAutomatic } from './promises/starts';
import type { Errand } from './scheduler';
import { isDone } from './slack-log';

/** How often it happened on one day, by kind. */
export type Tally = Readonly<Record<string, number>>;

/**
 * What a hundred days have to show at the very least, which is about half of what they do show. Days that meet no
 * trouble prove nothing, and nobody would notice that they have become such days.
 */
export const LEAST: Tally = {
  'start by the web API': 15,
  'request of a script, repeated': 1,
  'request without the right token': 20,
  'start by a rule of Automation': 15,
  'rule of somebody who may not': 10,
  'start by a label': 10,
  'content that changed': 15,
  'end with the subject': 2,
  'decision in the place of another': 1,
  'decision by a link in a mail': 8,
  'click that is refused': 10,
  'loss of a workspace': 20,
  'loss that is told late, twice or out of order': 10,
  'workspace connected by its token': 15,
  'workspace connected over the consent page': 8,
  'request in a channel': 30,
  'person told in a channel': 25,
  'decision in a channel': 3,
  'click in a channel by who may not': 40,
  'end said in a channel': 5,
  'channel that is closed to the app': 6,
  'message in the other workspace': 20,
  'call that came too often for Slack': 15,
  'post whose answer was not seen': 6,
  'time-out after the effect': 60,
  'death of an invocation': 50,
};

const isInChannel = ({ on }: Click) => CHANNELS.some(({ id }) => id === on.channel);
const isDecided = ({ replies }: Errand) => replies.some((text) => /^You (approved|rejected|abstained)/.test(text));

export function tallyOf(evidence: Evidence): Tally {
  const { day, cases, messages, records, channels } = evidence;
  const { calls, slackDeeds, links, stage } = day;
  const entries = cases.flatMap((each) => each.entries.map(({ event }) => event));
  const scripted = calls.filter(({ way }) => way === 'web API');
  const answered = scripted.filter(({ approval }) => approval !== undefined);
  const connected = slackDeeds.filter(isDone);
  const lost = slackDeeds.filter((each) => each.type === 'lost');
  const faults = stage.runs.flatMap(({ errand }) => errand.faults);
  return {
    'start by the web API': new Set(answered.map(({ approval }) => approval)).size,
    'request of a script, repeated': answered.length - new Set(answered.map(({ approval }) => approval)).size,
    'request without the right token': scripted.filter(({ kind }) => kind !== 'genuine').length,
    'start by a rule of Automation': calls.filter(({ way, approval }) => way === 'automation' && approval !== undefined)
      .length,
    'rule of somebody who may not': calls.filter(({ kind, refused }) => kind === 'for somebody else' && refused).length,
    'start by a label': cases.filter((each) => isAutomatic(each) && each.kept.approval.follows === undefined).length,
    'content that changed': entries.filter(({ type }) => type === 'content.changed').length,
    'end with the subject': cases.filter(({ kept }) => kept.approval.cancelled === 'subject-deleted').length,
    'decision in the place of another': entries.filter(
      ({ type, inPlaceOf }) => type === 'decision.made' && inPlaceOf !== undefined,
    ).length,
    'decision by a link in a mail': links.filter(({ decision, status }) => decision !== undefined && status === 200)
      .length,
    'click that is refused': refusedClicks(evidence).length,
    'loss of a workspace': lost.length,
    'loss that is told late, twice or out of order': lost.filter(({ disturbed }) => disturbed).length,
    'workspace connected by its token': connected.filter(({ way }) => way === 'token').length,
    'workspace connected over the consent page': connected.filter(({ way }) => way === 'consent').length,
    'request in a channel': channels.requests.length,
    'person told in a channel': records.rows.filter(({ progress }) => progress.reason === 'told-in-channel').length,
    'decision in a channel': day.clicks.filter(({ click, errand }) => isInChannel(click) && isDecided(errand)).length,
    'click in a channel by who may not': day.clicks.filter(
      ({ click, errand }) => isInChannel(click) && !isDecided(errand),
    ).length,
    'end said in a channel': channels.replies.length,
    'channel that is closed to the app': day.world.shut.length,
    'message in the other workspace': messages.filter(({ team }) => team === OTHER_TEAM).length,
    'call that came too often for Slack': stage.sandbox.slack.counts().ratelimited ?? 0,
    'post whose answer was not seen': records.rows.filter(({ progress }) =>
      JSON.stringify(progress).includes('answer-not-seen'),
    ).length,
    'time-out after the effect': faults.filter((each) => each.endsWith('timeout after')).length,
    'death of an invocation': stage.runs.filter(({ invocation }) => invocation?.outcome === 'died').length,
  };
}
