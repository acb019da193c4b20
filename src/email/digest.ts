import type { Jira } from '../atlassian/jira';
import { type DigestContent, type DigestItem, type Due, itemsOf } from '../notifications/core/digest-content';
import { waitingText } from '../notifications/core/digest-words';
import type { Instant } from '../shared/brand';
import { PermanentError } from '../shared/errors';
import { html } from '../shared/html';
import type { MailApi } from './mail-api';
import { aboutOf, type Mail, nameOf, oneLine } from './words';

type Deps = { jira: Pick<Jira, 'notify' | 'emails'>; mail: MailApi };

/** Through the mail service where there is one; Jira itself mails only about a work item that the person may see. */
export const createDigestMail =
  ({ jira, mail }: Deps) =>
  async (content: DigestContent, key: string): Promise<void> => {
    const { account } = content;
    const isConfigured = await mail.isConfigured();
    const address = isConfigured ? (await jira.emails([account])).get(account) : undefined;
    const written = renderDigestMail(content);
    if (address !== undefined && address !== '') return mail.send({ ...written, to: address, idempotencyKey: key });

    const [first] = itemsOf(content).filter(({ approval }) => approval.subject.kind === 'work-item');
    if (first === undefined) throw new PermanentError(isConfigured ? 'no-email' : 'no-mail-api');
    await jira.notify(first.approval.subject.id, account, written);
  };

const HEADING: Record<Due, string> = { today: 'Due today', later: 'Due later', whenever: 'Without a deadline' };
const HOW_TO_CHANGE = 'You asked for this summary. Change it, or turn it off, on the page My approvals:';

export function renderDigestMail(content: DigestContent): Mail {
  const { groups, more, started, pageUrl } = content;
  const rest = [
    ...(more > 0 ? [`… and ${more} more`] : []),
    ...(started.count === 0 ? [] : [waitingText(started)]),
    ...(groups.length === 0 ? ['Nothing waits for your decision.'] : []),
  ];
  return {
    subject: 'Your open approvals',
    text: [
      ...groups.flatMap(({ due, items }) => [HEADING[due], ...items.flatMap((item) => linesOf(item, content)), '']),
      ...rest,
      '',
      HOW_TO_CHANGE,
      pageUrl,
      '',
    ].join('\n'),
    html: html`${groups.map(
      ({ due, items }) =>
        html`<p><b>${HEADING[due]}</b></p><ul>${items.map(
          (item) =>
            html`<li><a href="${item.approval.subject.url}">${aboutOf(item.approval)}</a>: ${factsOf(item, content)}</li>`,
        )}</ul>`,
    )}${rest.map((each) => html`<p>${each}</p>`)}<p>${HOW_TO_CHANGE} <a href="${pageUrl}">My approvals</a></p>`.markup,
  };
}

const linesOf = (item: DigestItem, content: DigestContent): readonly string[] => [
  `- ${aboutOf(item.approval)}: ${factsOf(item, content)}`,
  `  ${item.approval.subject.url}`,
];

function factsOf({ approval, seat }: DigestItem, { account, people, timeZone }: DigestContent): string {
  const { step, approver } = seat;
  const facts = [
    approval.definition.name,
    `asked by ${nameOf(people, approval.requester) ?? 'a colleague'}`,
    `since ${timeIn(timeZone, step.openedAt)}`,
    ...(step.clock === undefined ? [] : [`due ${timeIn(timeZone, step.clock.dueAt)}`]),
    ...(approver.id === account ? [] : [`in place of ${nameOf(people, approver.id) ?? 'a colleague'}`]),
  ];
  return oneLine(facts.join(', '));
}

/** On the clocks of the reader, by the zone's own short name. */
const timeIn = (timeZone: string, at: Instant): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
