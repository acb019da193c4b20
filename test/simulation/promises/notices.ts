import { handleOf, OUTSIDERS } from '../cast';
import { askingOf, type Model, type Seat, type Step } from '../model/state';
import type { KeptRow } from '../records';
import { OWNER_ACCOUNT } from '../world-log';
import { type Case, type Evidence, nameOf } from './evidence';

const AT_REST = ['sent', 'updated', 'fallen-back', 'suppressed', 'dead'];
const NEVER = 8.64e15;

/** Everybody is told once of each asking and of each notice, and how that went is known. */
export function noticePromises(evidence: Evidence, shown: ReadonlySet<string>): string[] {
  const { records, cases } = evidence;
  const restless = records.rows.filter(({ status, claim }) => !AT_REST.includes(status) || claim !== undefined);
  const listed = records.rows.filter(({ dueAt }) => dueAt < NEVER);
  const hidden = records.rows.filter(({ key, status }) => status === 'dead' && !shown.has(key));
  const mute = records.rows.filter(
    ({ status, progress: { reason } }) => ['fallen-back', 'suppressed', 'dead'].includes(status) && !reason,
  );
  const tell = (row: KeptRow) => rowText(row, cases);
  return [
    ...restless.map((row) => `notices: ${tell(row)} is still ${row.status}${row.claim ? ', claimed' : ''}`),
    ...listed.map((row) => `notices: ${tell(row)} is still due`),
    ...hidden.map((row) => `notices: ${tell(row)} is dead, and the administrator does not see it`),
    ...mute.map((row) => `notices: ${tell(row)} is ${row.status} for no reason`),
    ...cases.flatMap((each) =>
      [...askingPromises(each, evidence), ...topicPromises(each)].map((text) => `notices: ${nameOf(each)}: ${text}`),
    ),
    ...recipientPromises(evidence),
    ...postPromises(evidence),
  ];
}

function rowText(
  { kind, topic, approvalId, step, round, recipient = 'nobody' }: KeptRow,
  cases: readonly Case[],
): string {
  const plan = cases.find(({ kept }) => kept.approval.id === approvalId)?.plan.name;
  return `${kind} ${topic ?? ''} of ${plan} step ${step} round ${round} to ${handleOf(recipient)}`;
}

/** One row for each asking of each person, and none besides, but for whom somebody delegated to. */
function askingPromises({ rows, model, kept }: Case, { day }: Evidence): string[] {
  const requests = rows.filter(({ kind }) => kind === 'approval-request');
  const told = new Map<string, number>();
  for (const { step, recipient = '', round } of requests) {
    const asking = askingOf(step, recipient, round);
    told.set(asking, (told.get(asking) ?? 0) + 1);
  }
  const lost = [...model.askings].filter((asking) => !told.has(asking));
  const doubled = [...told].filter(([, count]) => count > 1);
  const mayDelegate = new Set(
    day.asked
      .filter(({ functionKey }) => functionKey === 'delegations/save')
      .flatMap(({ payload }) => (Array.isArray(payload.to) ? payload.to.map(String) : [])),
  );
  // Whom the definition names is known before it is looked up whether they may be asked.
  const reached = requests.filter(({ status }) => status !== 'suppressed');
  const strangers = reached
    .map(({ step, recipient = '', round }) => askingOf(step, recipient, round))
    .filter((asking) => {
      const [, person = ''] = asking.split(' ');
      return !model.askings.has(asking) && !mayDelegate.has(person) && !mayDelegate.has(person.replace('mailto:', ''));
    });
  const said = (asking: string) => asking.replace(/ (\S+) /, (_, person: string) => ` ${handleOf(person)} `);
  return [
    ...lost.map((asking) => `nobody told ${said(asking)}`),
    ...doubled.map(([asking, count]) => `${count} rows for ${said(asking)}`),
    ...strangers.map((asking) => `a request for ${said(asking)}, who is not asked`),
    ...(kept.approval.status === 'pending'
      ? livePromises(requests, model)
      : requests.filter(({ asks }) => asks).map(() => 'the inbox holds what is over')),
  ];
}

/** Whoever can answer has it in the inbox, and whoever cannot has not. */
function livePromises(requests: readonly KeptRow[], model: Model): string[] {
  return model.steps.flatMap((step, index) =>
    [...step.seats].flatMap(([id, seat]) => {
      const row = requests.find((each) => each.step === index && each.recipient === id && each.round === seat.round);
      const canAnswer = mayAnswer(model, step, { id, seat });
      return row === undefined || canAnswer === undefined ? [] : reachPromises(row, canAnswer);
    }),
  );
}

/** Whoever is to answer is told of it: by a message or a mail of their own, or in a channel. */
function reachPromises({ step, recipient = '', status, progress, asks }: KeptRow, canAnswer: boolean): string[] {
  const who = handleOf(recipient);
  const isTold = status !== 'suppressed' || progress.reason === 'told-in-channel';
  return [
    ...(canAnswer && !isTold ? [`${who} is told nowhere of step ${step}: ${progress.reason}`] : []),
    ...(asks === canAnswer ? [] : [`the inbox of ${who} ${asks ? 'holds' : 'lacks'} step ${step}`]),
  ];
}

/** Undefined where only a delegation tells. */
function mayAnswer({ outdated }: Model, step: Step, { id, seat }: { id: string; seat: Seat }): boolean | undefined {
  if (step.status !== 'open' || outdated) return false;
  if (seat.left || [...step.seats.values()].some(({ voice }) => voice?.by === id)) return undefined;
  return seat.voice === undefined;
}

/** Whoever has to know of an event although nobody asks them is told of it. */
function topicPromises({ entries, rows, kept }: Case): string[] {
  const { requester } = kept.approval;
  return entries.flatMap(({ event, sequence, actor }) => {
    const [topic, to] = noticeFor(event.type, { requester, isOwn: actor === requester });
    return to.flatMap((recipient) => {
      const own = rows.filter(
        (row) => row.kind === 'notice' && row.topic === topic && row.round === sequence && row.recipient === recipient,
      );
      return own.length === 1 ? [] : [`${own.length} notices of ${topic} (${sequence}) to ${handleOf(recipient)}`];
    });
  });
}

function noticeFor(
  type: string,
  { requester, isOwn }: { requester: string; isOwn: boolean },
): [string, readonly string[]] {
  switch (type) {
    case 'step.returned':
      return ['changes-requested', [requester]];
    case 'step.deadlocked':
      return ['deadlock', [...new Set([requester, OWNER_ACCOUNT])]];
    case 'approval.closed':
      return ['outcome', isOwn ? [] : [requester]];
    case 'approval.renewing':
      return ['renewing', [requester]];
    case 'approval.lapsed':
      return ['lapsed', [requester]];
    default:
      return ['', []];
  }
}

/** As many messages and mails have reached a person as the rows say: where an answer was never seen, perhaps one more. */
function recipientPromises({ cases, messages, day }: Evidence): string[] {
  const mails = day.stage.sandbox.mail.all();
  const rows = cases.flatMap((each) => each.rows.map((row) => ({ ...row, plan: each.plan.name })));
  const people = new Set(
    rows.flatMap(({ recipient, plan }) => (recipient === undefined ? [] : [`${plan} ${recipient}`])),
  );
  return [...people].flatMap((each) => {
    const [plan = '', recipient = ''] = each.split(' ');
    const handle = handleOf(recipient);
    const own = rows.filter((row) => row.plan === plan && row.recipient === recipient);
    const wasGone = day.world.active.get(handle)?.at(day.stage.now()) === false;
    const isOutsider = OUTSIDERS.includes(handle);
    const posted = own.filter(({ slack }) => slack?.posted !== undefined).length;
    const mailed = own.filter(
      ({ status }) => status === 'fallen-back' || (isOutsider && ['sent', 'updated'].includes(status)),
    ).length;
    const unsure = own.filter(
      ({ status, progress }) => status === 'dead' || JSON.stringify(progress).includes('answer-not-seen'),
    ).length;
    const seen = messages.filter((message) => message.plan === plan && message.handle === handle).length;
    const sent = mails.filter(
      ({ to, text }) =>
        (to.accountId === recipient || to.address === `${handle}@lighthouse.example` || to.address === handle) &&
        names(text, plan),
    ).length;
    return [
      ...countPromise(seen, { sure: posted, unsure, what: `messages on ${plan} to ${handle}` }),
      // Jira takes a mail to somebody who is deactivated, and delivers none.
      ...countPromise(sent, {
        sure: wasGone ? 0 : mailed,
        // A message that was found again by a click may have been mailed in the meantime; its row tells of the message.
        unsure: (wasGone ? mailed : 0) + unsure + (posted > 0 ? 1 : 0),
        what: `mails on ${plan} to ${handle}`,
      }),
    ];
  });
}

const names = (text: string, plan: string) => new RegExp(`\\b${plan}\\b`).test(text);

const countPromise = (count: number, { sure, unsure, what }: { sure: number; unsure: number; what: string }) =>
  count < sure || count > sure + unsure
    ? [`notices: ${count} ${what}, and ${sure} to ${sure + unsure} rows say so`]
    : [];

const TELLS = ['approval-request', 'channel-request', 'channel-outcome', 'reminder', 'notice'];

/** No row is posted twice, and whatever counts as posted is known to stand somewhere. */
function postPromises({ cases, records, messages, channels }: Evidence): string[] {
  const standing = [...messages, ...channels.requests];
  return records.rows.flatMap((row) => {
    const { key, kind, status, slack, recipient = '' } = row;
    const copies = standing.filter(({ token }) => token === key).length;
    const isTold = TELLS.includes(kind) && ['sent', 'updated'].includes(status);
    const isPlaceless = isTold && slack?.posted === undefined && !OUTSIDERS.includes(handleOf(recipient));
    return [
      ...(copies > 1 ? [`notices: ${rowText(row, cases)} stands in Slack ${copies} times`] : []),
      ...(isPlaceless ? [`notices: ${rowText(row, cases)} is ${status}, and nobody knows where`] : []),
    ];
  });
}
