import { accountOf, hasSlack, type Plan } from '../cast';
import type { KeptRow } from '../records';
import { isAbout } from '../slack-message';
import { type Case, type Evidence, settledAt } from './evidence';

/** How long after a matter was settled something may still go out that was under way. */
const UNDER_WAY_MS = 70_000;
const AT_REST = ['sent', 'updated', 'fallen-back', 'suppressed', 'dead'];

/** Each approver of each opened step is asked once, and how that went is known. */
export function noticePromises(evidence: Evidence, shown: ReadonlySet<string>): string[] {
  const { records, cases } = evidence;
  const restless = records.rows.filter(({ status, claim }) => !AT_REST.includes(status) || claim !== undefined);
  const hidden = records.rows.filter(({ key, status }) => status === 'dead' && !shown.has(key));
  return [
    ...restless.map((row) => `notices: ${nameOf(row, cases)} is still ${row.status}${row.claim ? ', claimed' : ''}`),
    ...hidden.map((row) => `notices: ${nameOf(row, cases)} is dead, and the administrator does not see it`),
    ...cases.flatMap((each) => requestPromises(each, evidence)),
  ];
}

function nameOf(row: KeptRow, cases: readonly Case[]): string {
  const plan = cases.find(({ kept }) => kept.approval.id === row.approvalId)?.plan.name;
  return `${row.kind} of ${plan} step ${row.step} to ${row.recipient ?? 'nobody'}`;
}

function requestPromises(each: Case, evidence: Evidence): string[] {
  const opened = each.entries.flatMap(({ event }) => (event.type === 'step.opened' ? [Number(event.step)] : []));
  const rows = evidence.records.rows.filter(
    ({ kind, approvalId }) => kind === 'approval-request' && approvalId === each.kept.approval.id,
  );
  const asked = opened.flatMap((step) => (each.plan.steps[step]?.approvers ?? []).map((handle) => ({ step, handle })));
  const strangers = rows.filter(
    ({ step, recipient }) => !asked.some((one) => one.step === step && accountOf(one.handle) === recipient),
  );
  return [
    ...strangers.map((row) => `notices: a request of ${each.plan.name} to ${row.recipient}, who is not asked`),
    ...asked.flatMap(({ step, handle }) => {
      const own = rows.filter((row) => row.step === step && row.recipient === accountOf(handle));
      const what = `notices: ${each.plan.name} step ${step} to ${handle}`;
      const [row] = own;
      if (row === undefined || own.length > 1) return [`${what}: ${own.length} rows`];
      return onePromise(row, { each, step, handle }, evidence).map((broken) => `${what} (${row.status}): ${broken}`);
    }),
  ];
}

function onePromise(
  row: KeptRow,
  { each, step, handle }: { each: Case; step: number; handle: string },
  { day, requests }: Evidence,
): string[] {
  const name = each.plan.steps[step]?.name ?? '';
  const posts = requests.filter(isAbout(each.plan, name, handle));
  const mails = mailsTo(handle, each.plan, name, day.stage.sandbox.mail.all());
  const broken: string[] = [];
  if (posts.length > 1) broken.push(`${posts.length} messages`);
  if (mails.length > 1) broken.push(`${mails.length} e-mails`);
  if (posts.length > 0 && !hasSlack(handle)) broken.push('a message to somebody whom Slack does not know');

  const settled = settledAt(each, step, accountOf(handle));
  const late = [...posts.map(({ postedAt }) => postedAt), ...mails.map(({ at }) => at)].filter(
    (at) => settled !== undefined && at > settled + UNDER_WAY_MS,
  );
  if (late.length > 0) broken.push('asked long after it was settled');
  return [...broken, ...endPromises(row, { posts: posts.length, mails: mails.length })];
}

function endPromises(
  { status, progress, slack }: KeptRow,
  { posts, mails }: { posts: number; mails: number },
): string[] {
  const { reason } = progress;
  switch (status) {
    case 'sent':
    case 'updated':
      return posts === 1 && slack?.posted !== undefined ? [] : [`${posts} messages, place ${slack?.posted?.ts}`];
    case 'fallen-back':
      return mails === 1 ? [] : [`${mails} e-mails (${reason})`];
    case 'suppressed':
      return reason && posts + mails === 0 ? [] : [`${posts} messages and ${mails} e-mails (${reason})`];
    case 'dead':
      return reason === 'answer-not-seen' || mails === 0 ? [] : [`${mails} e-mails (${reason})`];
    default:
      return [];
  }
}

type Mail = ReturnType<Evidence['day']['stage']['sandbox']['mail']['all']>[number];

const mailsTo = (handle: string, { name }: Plan, step: string, mails: readonly Mail[]) =>
  mails.filter(({ to, text }) => to.accountId === accountOf(handle) && text.includes(`: ${name}, step ${step}.`));
