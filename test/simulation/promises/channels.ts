import { handleOf, TEAM } from '../cast';
import type { Model } from '../model/state';
import type { KeptRow } from '../records';
import type { SeenMessage } from '../slack-message';
import { type Case, type Evidence, nameOf } from './evidence';
import { buttonPromises, headlinePromises, isCutOff, kindsOf, rowAt } from './messages';

/**
 * Who counts as told in a channel was told there: the request stands in it, and they are in it. It stands there once,
 * tells the truth, and how it ended is said under it once.
 */
export const channelPromises = (evidence: Evidence): string[] => [
  ...evidence.channels.requests.flatMap((seen) => truthPromises(seen, evidence)),
  ...evidence.cases.flatMap((each) =>
    [...toldPromises(each, evidence), ...countPromises(each, evidence), ...endPromises(each, evidence)].map(
      (text) => `channels: ${nameOf(each)}: ${text}`,
    ),
  ),
];

function truthPromises(seen: SeenMessage, evidence: Evidence): string[] {
  const { cases, day } = evidence;
  const known = rowAt(evidence, seen);
  const each = cases.find(({ kept }) => kept.approval.id === known?.approvalId);
  if (known === undefined || each === undefined || isCutOff(day, seen)) return [];
  const isOther = seen.choices.some(({ value }) => value !== known.key);
  const broken = [
    ...(isOther ? ['its buttons carry the token of another'] : []),
    ...(seen.step === each.plan.steps[known.step]?.name ? [] : [`is about step ${seen.step}`]),
    ...buttonPromises(seen, kindsFor(each.model, known)),
    ...headlinePromises(seen, each, known),
  ];
  return broken.map((text) => `channels: ${nameOf(each)} ${seen.step} in ${seen.channel}: ${text}`);
}

/** As long as anybody of the newest asking has yet to answer. */
function kindsFor({ status, outdated, steps }: Model, { step: index, round }: KeptRow): readonly string[] {
  const step = steps[index];
  if (step?.status !== 'open' || status !== 'pending' || outdated) return [];
  const seats = [...step.seats.values()];
  const isNewest = round === Math.max(...seats.map((seat) => seat.round));
  return isNewest && seats.some(({ left, voice }) => !left && voice === undefined) ? kindsOf(step.plan) : [];
}

/** Whether somebody was in the channel is looked up when they are to be told, which may have to be tried again. */
const TELLING_MS = 2 * 3_600_000;

function toldPromises({ rows, model }: Case, { day: { world } }: Evidence): string[] {
  const told = rows.filter(({ progress }) => progress.reason === 'told-in-channel');
  return told.flatMap(({ step, round, recipient = '', createdAt }) => {
    const who = `${handleOf(recipient)} counts as told of step ${step} round ${round} in a channel`;
    const requests = rows.filter((row) => row.kind === 'channel-request' && row.step === step && row.round >= round);
    const posted = requests.flatMap((row) =>
      isPosted(row) && row.slack?.channel ? [{ ...row, in: row.slack.channel.id }] : [],
    );
    if (posted.length === 0) {
      return isAwaited(model, { step, round, recipient }) ? [`${who}, and nothing stands there`] : [];
    }
    const isSeen = posted.some((row) => {
      const there = world.inChannel.get(row.in)?.between(row.createdAt - TELLING_MS, createdAt + TELLING_MS) ?? [];
      return there.some((people) => people.includes(handleOf(recipient)));
    });
    return isSeen ? [] : [`${who}, and is not in it`];
  });
}

/** What was settled before the channel could be asked need not be told anywhere. */
function isAwaited(
  { status, outdated, steps }: Model,
  of: { step: number; round: number; recipient: string },
): boolean {
  const step = steps[of.step];
  const seat = step?.seats.get(of.recipient);
  if (status !== 'pending' || outdated || step?.status !== 'open' || seat === undefined) return false;
  return seat.round === of.round && !seat.left && seat.voice === undefined;
}

const isPosted = ({ status, slack }: KeptRow) => ['sent', 'updated'].includes(status) && slack?.posted !== undefined;
const isUnsure = ({ status, progress }: KeptRow) =>
  status === 'dead' || JSON.stringify(progress).includes('answer-not-seen');

/** As many messages as the rows say, each of them for another asking; perhaps one more where an answer was not seen. */
function countPromises({ rows, plan }: Case, { channels, cases }: Evidence): string[] {
  if (cases.filter((each) => each.plan === plan).length > 1) return [];
  const requests = rows.filter(({ kind }) => kind === 'channel-request');
  const askings = new Set(requests.map(({ step, round }) => `${step} ${round}`));
  const seen = channels.requests.filter((message) => message.plan === plan.name).length;
  const sure = requests.filter(({ slack }) => slack?.posted !== undefined).length;
  const most = sure + requests.filter((row) => row.slack?.posted === undefined && isUnsure(row)).length;
  return [
    ...(askings.size < requests.length ? [`${requests.length} rows for ${askings.size} askings`] : []),
    ...(seen < sure || seen > most ? [`${seen} messages in channels, and ${sure} to ${most} rows say so`] : []),
  ];
}

/** Under the request, once, as soon as it is final; of several requests in one channel under the last. */
function endPromises({ rows, model }: Case, { channels, day }: Evidence): string[] {
  const places = new Map<string, KeptRow[]>();
  for (const row of rows) {
    if (row.kind !== 'channel-request' || row.slack?.posted === undefined) continue;
    const { channel } = row.slack.posted;
    places.set(channel, [...(places.get(channel) ?? []), row]);
  }
  const isFinal = model.status !== 'pending' && model.settled;
  return [...places].flatMap(([channel, requests]) => {
    const threads = requests.map(({ slack }) => slack?.posted?.ts);
    const ends = channels.replies.filter((each) => each.channel === channel && threads.includes(each.threadTs)).length;
    if (!isFinal) return ends === 0 ? [] : [`its end is said in ${channel} before it is final`];
    const outcomes = rows.filter((row) => row.kind === 'channel-outcome' && row.slack?.channel?.id === channel);
    const isLost = outcomes.some(isUnsure) || !requests.some(isPosted);
    const isShut = requests.some(({ createdAt: postedAt }) => isCutOff(day, { team: TEAM, channel, postedAt }));
    const isMissing = ends === 0 && !isLost && !isShut;
    return isMissing || ends > 1 ? [`its end is said in ${channel} ${ends} times`] : [];
  });
}
