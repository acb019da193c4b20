import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import type { RenewalFault } from '../../src/approvals/core/model';
import { type Mailed, renderMail, renderMention, type Way } from '../../src/email/words';
import type { Topic } from '../../src/notifications/core/model';
import type { AccountId } from '../../src/shared/brand';
import {
  ADA,
  ALL,
  BEN,
  CLEO,
  changePolicy,
  decision,
  definition,
  EVE,
  externalStep,
  fingerprint,
  RITA,
  step,
  terms,
  userStep,
  vote,
  workItem,
} from '../support/builders';
import { addition, asker, observation, voteClosing, voteFor } from '../support/commands';
import { START } from '../support/fake-ports';
import { closedApproval, peopleOf, played, startedApproval } from '../support/running-approvals';

const WORK_ITEM: Way = { place: 'work-item', url: 'https://lighthouse.example/browse/OPS-1' };
const OWN: Way = { place: 'decision-page', url: 'https://hook.example/x1/1?t=a.b', until: START };

type Given = {
  readonly steps?: readonly StepDefinition[];
  readonly name?: string;
  readonly title?: string;
  readonly asker?: string;
  readonly row?: Partial<Mailed['row']>;
};

const mailed = ({
  steps = [userStep([BEN])],
  name = 'Release',
  title,
  asker = 'Rita Moss',
  row = {},
}: Given = {}): Mailed => ({
  approval: startedApproval(definition({ name, steps }), title === undefined ? {} : { subject: workItem({ title }) })
    .next,
  row: { kind: 'approval-request', step: 0, recipient: BEN, createdAt: START, ...row },
  people: peopleOf([RITA, ADA, BEN, CLEO], { [RITA]: asker, [ADA]: 'Ada Brook' }),
});

it('says what, who asks, in which step, and where to decide', () => {
  const mail = renderMail(mailed({ steps: [userStep([BEN], ALL, 'Release managers')] }), WORK_ITEM);

  expect(mail.subject).toBe('Approval requested: OPS-1 Open the new bridge');
  expect(mail.text).toBe(
    [
      'Rita Moss asks for your approval: Release, step Release managers.',
      '',
      'About: OPS-1 Open the new bridge',
      '',
      'Open the work item and decide in its Approvals panel:',
      'https://lighthouse.example/browse/OPS-1',
      '',
    ].join('\n'),
  );
  expect(mail.html).toContain('<p>Rita Moss asks for your approval: Release, step Release managers.</p>');
  expect(mail.html).toContain(`<a href="${WORK_ITEM.url}">Open the work item and decide in its Approvals panel</a>`);
});

it('says by when', () => {
  const given = mailed();
  const [only] = given.approval.steps;
  if (only?.status !== 'open') throw new Error('the step is not open');
  const clock = {
    dueAt: START + 3_600_000,
    onExpiry: 'expire',
    remindAt: [],
    reminded: 0,
    escalations: [],
    escalated: 0,
  } as const;
  const due = { ...given, approval: { ...given.approval, steps: [{ ...only, clock }] } };

  expect(renderMail(due, WORK_ITEM).text).toContain('Due: 2 Mar 2026, 10:00 UTC');
});

it.each([
  ['a vote', { steps: [step({ asks: { type: 'user', people: [BEN] }, vote: vote() })] }, 'asks for your vote'],
  ['a reminder', { row: { kind: 'reminder' } }, 'Reminder: Rita Moss asks for your approval'],
] as const)('says that it is %s', (_what, given, words) => {
  expect(renderMail(mailed(given), WORK_ITEM).text).toContain(words);
});

it('tells a delegate in whose place', () => {
  const given = mailed({ steps: [userStep([ADA])] });
  const steps = given.approval.steps.map((each) => ({
    ...each,
    approvers: each.approvers.map((approver) => ({ ...approver, delegates: [{ id: BEN, until: START + 1 }] })),
  }));

  expect(renderMail({ ...given, approval: { ...given.approval, steps } }, WORK_ITEM).text).toContain(
    'You are asked in place of Ada Brook.',
  );
});

it('does not name somebody whose delegation had ended when it was told', () => {
  const given = mailed({ steps: [userStep([CLEO, ADA])] });
  const until = new Map([
    [CLEO, START],
    [ADA, START + 1],
  ]);
  const steps = given.approval.steps.map((each) => ({
    ...each,
    approvers: each.approvers.map((one) => ({
      ...one,
      delegates: [...until].flatMap(([id, end]) => (id === one.id ? [{ id: BEN, until: end }] : [])),
    })),
  }));
  const told = { ...given, approval: { ...given.approval, steps } };

  expect(renderMail(told, WORK_ITEM).text).toContain('You are asked in place of Ada Brook.');
  const later = renderMail({ ...told, row: { ...told.row, createdAt: START + 1 } }, WORK_ITEM).text;
  expect(later).not.toContain('in place of');
  expect(later).toContain('Open the work item to see its approvals');
});

it.each<[RenewalFault, string]>([
  ['definition-archived', 'no new approval could be started: its definition is archived'],
  ['out-of-scope', 'its definition no longer applies here'],
  ['no-step-applies', 'no step of its definition applies any more'],
  ['subject-gone', 'is gone'],
])('says of a renewal that was not to be had why: %s', (notRenewed, words) => {
  const { text } = renderMail(
    {
      ...mailed({ row: { kind: 'notice', topic: 'renewing', recipient: RITA } }),
      approval: closedApproval({ notRenewed }),
    },
    WORK_ITEM,
  );

  expect(text).toContain(words);
  expect(text).not.toContain('a new approval was started');
});

it('warns people without an account of handing the link on', () => {
  const mail = renderMail(mailed({ steps: [externalStep(['eve@partner.example'])], row: { recipient: EVE } }), OWN);

  expect(mail.text).toContain(`Open your page to read it and decide:\n${OWN.url}\n\nThe link is yours alone`);
  expect(mail.html).toContain('The link is yours alone');
});

it.each<[Topic, string, string]>([
  ['changes-requested', 'Changes requested', 'resubmit the step'],
  ['deadlock', 'Approval cannot go on', 'Add an approver'],
  ['content-changed', 'Content changed', 'stays decided'],
  ['outdated', 'Approval outdated', 'Restart the approval'],
  ['asked-again', 'Approval starts over', 'everybody is asked again'],
  ['renewing', 'Approval due for renewal', 'a new approval was started'],
  ['lapsed', 'Approval no longer valid', 'Start a new approval'],
  ['outcome', 'Reopened', 'is open again'],
])('has words for the topic %s', (topic, headline, words) => {
  const mail = renderMail(mailed({ row: { kind: 'notice', topic, recipient: RITA } }), WORK_ITEM);

  expect(mail.subject).toBe(`${headline}: OPS-1 Open the new bridge`);
  expect(mail.text).toContain(words);
  expect(mail.text).toContain('Open the work item to see its approvals');
});

it('calls somebody a colleague of whom no name is known', () => {
  expect(renderMail({ ...mailed(), people: new Map() }, WORK_ITEM).text).toContain(
    'A colleague asks for your approval',
  );
});

it('says until when the link of their own page works', () => {
  const mail = renderMail(mailed({ steps: [externalStep(['eve@partner.example'])], row: { recipient: EVE } }), OWN);

  expect(mail.text).toContain('It works until 2 Mar 2026, 09:00 UTC.');
  expect(mail.html).toContain('It works until 2 Mar 2026, 09:00 UTC.');
  expect(renderMail(mailed(), WORK_ITEM).text).not.toContain('It works until');
});

describe('a mail to whoever is asked', () => {
  const both = [userStep([BEN, CLEO])];
  const to = (approval: Mailed['approval'], recipient: AccountId): Mailed => ({
    ...mailed(),
    approval,
    row: { kind: 'approval-request', step: 0, recipient, createdAt: START },
  });

  it('again says so, and what was changed', () => {
    const policy = terms({ changes: changePolicy({ onChange: 'ask-again' }) });
    const { next } = played(
      definition({ steps: both, terms: policy }),
      decision(BEN),
      observation(fingerprint({ summary: 'Close it', description: 'On Monday.' })),
    );

    expect(renderMail(to(next, BEN), WORK_ITEM).subject).toBe('Asked again: OPS-1 Open the new bridge');
    expect(renderMail(to(next, BEN), WORK_ITEM).text).toContain(
      'You are asked again, because this was changed: summary.',
    );
    expect(renderMail(to(next, CLEO), WORK_ITEM).text).not.toContain('again');
  });

  it('by a person says by whom, and why', () => {
    const { next } = played(both, addition(ADA, asker(BEN)));
    const people = peopleOf([RITA, BEN, ADA], { [BEN]: 'Ben Okoye' });

    expect(renderMail({ ...to(next, ADA), people }, WORK_ITEM).text).toContain(
      'Ben Okoye had you asked: “Knows it best.”',
    );
    expect(renderMail({ ...to(next, CLEO), people }, WORK_ITEM).text).not.toContain('had you asked');
  });
});

describe('a mail that changes are asked for', () => {
  const asked: Mailed = {
    ...mailed(),
    approval: played([userStep([BEN])], decision(BEN, 'request-changes')).next,
    row: { kind: 'notice', topic: 'changes-requested', step: 0, recipient: RITA, createdAt: START },
    people: peopleOf([RITA, BEN], { [BEN]: 'Ben Okoye' }),
    remark: 'Add a map.',
  };

  it('says by whom, and what they wrote', () => {
    expect(renderMail(asked, WORK_ITEM).text).toContain('Ben Okoye asks for changes before');
    expect(renderMail(asked, WORK_ITEM).text).toContain('“Add a map.”');
  });

  it('shows what they wrote to nobody else: not in a comment', () => {
    expect(renderMention(asked)).toContain('Ben Okoye asks for changes');
    expect(renderMention(asked)).not.toContain('Add a map.');
  });
});

it('tells the moderator of a vote that it waits for them, and how a vote ended', () => {
  const asks = { type: 'user', people: [BEN, CLEO] } as const;
  const election = [step({ asks, quorum: ALL, vote: vote({ moderator: ADA }) })];
  const voted = played(election, voteFor(BEN, 0), voteFor(CLEO, 0)).next;
  const over = played(election, voteFor(BEN, 0), voteFor(CLEO, 0), voteClosing(ADA)).next;
  const mailOf = (approval: Mailed['approval'], topic: Topic) =>
    renderMail(
      { ...mailed(), approval, row: { kind: 'notice', topic, step: 0, recipient: ADA, createdAt: START } },
      WORK_ITEM,
    );

  expect(mailOf(voted, 'vote-turn').subject).toBe('Your turn to close the vote: OPS-1 Open the new bridge');
  expect(mailOf(voted, 'vote-turn').text).toContain('so the vote waits for you alone.');
  expect(mailOf(over, 'outcome').text).toContain('“Yes” won with 2 of 2 votes.');
});

it('says it in one line where only a comment can be written', () => {
  expect(renderMention(mailed())).toBe(
    'Rita Moss asks for your approval: Release, step Review. Open the page and decide under Approvals, below its title.',
  );
});

it('keeps its own tags and lines and no others, whatever people called things', () => {
  const typed = fc.string({
    unit: fc.constantFrom('<', '>', '"', '&', "'", '/', 'a', ' ', '\n', '\u0000'),
    minLength: 1,
  });

  fc.assert(
    fc.property(typed, typed, typed, (name, title, asker) => {
      const mail = renderMail(mailed({ name, title, asker }), { ...WORK_ITEM, url: 'https://a.example/?b="c"&d' });

      expect(mail.html.match(/<[^>]*>/g)).toEqual([
        ...['<p>', '</p>', '<p>', '</p>', '<p>'],
        '<a href="https://a.example/?b=&quot;c&quot;&amp;d">',
        ...['</a>', '</p>'],
      ]);
      expect(mail.text.split('\n')).toHaveLength(7);
      expect(mail.subject).not.toMatch(/\p{Cc}/u);
    }),
  );
});

it('never makes a subject line that is too long', () => {
  const { subject } = renderMail(mailed({ title: '🌉'.repeat(300) }), WORK_ITEM);

  expect([...subject]).toHaveLength(200);
});
