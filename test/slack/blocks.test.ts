import type { ActionsBlock, ActionsBlockElement, KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Definition, StepDefinition } from '../../src/approvals/core/definition';
import type { Approval } from '../../src/approvals/core/model';
import type { PersonId } from '../../src/shared/brand';
import { type Request, renderRequest } from '../../src/slack/blocks';
import { VIEW, WITHDRAW } from '../../src/slack/buttons';
import type { Message } from '../../src/slack/client';
import {
  ADA,
  ANY,
  BEN,
  CLEO,
  cancelBy,
  changePolicy,
  decision,
  definition,
  EVE,
  fingerprint,
  HOUR_MS,
  page,
  RITA,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import {
  addition,
  asker,
  delegate,
  observation,
  reassignment,
  resubmission,
  staffing,
  stepClock,
  TICK,
  voteFor,
} from '../support/commands';
import { START } from '../support/fake-ports';
import {
  approvalOf,
  type Dated,
  DEV,
  later,
  namedOnly,
  peopleOf,
  played,
  type Terms,
} from '../support/running-approvals';

const people = peopleOf([RITA, BEN, CLEO, DEV], { [BEN]: 'Ben Castle', [CLEO]: 'Cleo Dale' });

const request = (terms: Terms = {}, changes: Partial<Request> = {}): Request => ({
  approval: approvalOf(terms),
  sequence: 2,
  step: 0,
  round: 0,
  recipient: BEN,
  people,
  token: 'apr-1:token',
  ...changes,
});

const headlineOf = ({ blocks }: Message) =>
  blocks.flatMap((each) => (each.type === 'header' ? [each.text.text] : []))[0];
const actionsOf = ({ blocks }: Message) => blocks.find((each): each is ActionsBlock => each.type === 'actions');
const isButton = (each: ActionsBlockElement) => each.type === 'button';
const buttonsOf = (message: Message) => (actionsOf(message)?.elements ?? []).filter(isButton);
/** Those that decide, and the way to the subject; what else may be done with it has its own tests. */
const buttonNames = (message: Message) =>
  buttonsOf(message)
    .map((each) => each.action_id)
    .filter((id) => id !== VIEW && id !== WITHDRAW);
const contextOf = ({ blocks }: Message) =>
  blocks.flatMap((each: KnownBlock) =>
    each.type === 'context' ? [each.elements.flatMap((one) => ('text' in one ? [one.text] : []))] : [],
  );

const made = (what: Definition | readonly StepDefinition[], ...commands: readonly Dated[]): Approval =>
  played(what, ...commands).next;
/** What Ben sees of it, unless it is sent to somebody else. */
const shown = (approval: Approval, more: Partial<Request> = {}) => renderRequest(request({}, { approval, ...more }));

const DECIDES = ['approve', 'reject', 'request-changes', 'abstain', 'open'];
const READS = ['open'];
const twoSteps = [userStep([BEN]), userStep([CLEO])];

it.each<[string, Terms, string, readonly string[]]>([
  ['asks who has not decided', {}, 'Approval requested: Release', DECIDES],
  ['still asks while others decide', { decisions: [[CLEO, 'approve']] }, 'Approval requested: Release', DECIDES],
  ['asks no more who has decided', { decisions: [[BEN, 'approve']] }, 'You have decided: Release', READS],
  [
    'tells that the step is approved while the approval goes on',
    { steps: twoSteps, decisions: [[BEN, 'approve']] },
    'Step approved: Release',
    READS,
  ],
  [
    'tells that all is approved',
    {
      decisions: [
        [BEN, 'approve'],
        [CLEO, 'approve'],
      ],
    },
    'Approved: Release',
    READS,
  ],
  [
    'tells who was not asked any more that enough have approved',
    { steps: [userStep([BEN, CLEO], ANY)], decisions: [[CLEO, 'approve']] },
    'Approved: Release',
    READS,
  ],
  ['tells that it is rejected', { decisions: [[CLEO, 'reject']] }, 'Rejected: Release', READS],
  ['tells that it was cancelled', { cancelled: 'by-requester' }, 'Cancelled: Release', READS],
  ['tells that it went with its work item', { cancelled: 'subject-deleted' }, 'Cancelled: Release', READS],
])('%s', (_claim, terms, headline, buttons) => {
  const message = renderRequest(request(terms));

  expect(headlineOf(message)).toBe(headline);
  expect(buttonNames(message)).toEqual(buttons);
});

it.each([
  ['somebody who is not asked', DEV, 0],
  ['somebody whose step is not open yet', CLEO, 1],
])('gives no buttons to %s', (_who, recipient, index) => {
  const message = renderRequest(request({ steps: twoSteps }, { recipient, step: index }));

  expect(buttonNames(message)).toEqual(READS);
});

it('gives no buttons in the message of a step that is over, although a later one asks the same person', () => {
  const terms: Terms = { steps: [userStep([BEN]), userStep([BEN, CLEO])], decisions: [[BEN, 'approve']] };

  expect(buttonNames(renderRequest(request(terms, { step: 0 })))).toEqual(READS);
  expect(buttonNames(renderRequest(request(terms, { step: 1 })))).toEqual(DECIDES);
});

describe('the buttons', () => {
  const named = (id: string) => buttonsOf(renderRequest(request())).find(({ action_id }) => action_id === id);
  const [approve, reject, changes, abstain, open] = DECIDES.map(named);

  it('that decide carry the token and nothing else', () => {
    const deciding = [approve, reject, changes, abstain];

    expect(deciding.map((each) => each?.value)).toEqual(deciding.map(() => 'apr-1:token'));
    expect([...deciding.map((each) => each?.url), open?.value]).toEqual([...deciding, open].map(() => undefined));
  });

  it('ask back before a rejection', () => {
    expect(reject?.confirm).toMatchObject({ style: 'danger', confirm: { text: 'Reject' } });
    expect([approve, changes, abstain].map((each) => each?.confirm)).toEqual([undefined, undefined, undefined]);
  });

  it('lead to the work item', () => {
    expect(open?.url).toBe('https://lighthouse.example/browse/OPS-1');
  });

  it('are read out with the work item that they are about', () => {
    const labels = [approve, reject, changes, abstain, open].map((each) => each?.accessibility_label);

    expect(labels).toEqual([
      'Approve OPS-1',
      'Reject OPS-1',
      'Request changes OPS-1',
      'Abstain OPS-1',
      'Open OPS-1 in Jira',
    ]);
  });
});

it('tells the progress and who has decided, and says You to the reader', () => {
  const message = renderRequest(
    request({
      steps: [userStep([BEN, CLEO, DEV])],
      decisions: [
        [CLEO, 'approve'],
        [BEN, 'approve'],
      ],
    }),
  );

  expect(contextOf(message)).toEqual([
    ['Asked by <@U-rita>', 'Step: Review', '2 of 3 approved'],
    [
      ':white_check_mark: <@U-cleo> approved <!date^1772442000^{date_short_pretty} {time}|2026-03-02 09:00 UTC>',
      ':white_check_mark: You approved <!date^1772442000^{date_short_pretty} {time}|2026-03-02 09:00 UTC>',
    ],
  ]);
});

it('names people whom Slack does not know, and people of whom nothing is known', () => {
  const decided: Terms = { steps: [userStep([BEN, CLEO, DEV])], decisions: [[CLEO, 'approve']] };

  const named = renderRequest(request(decided, { people: namedOnly(people) }));
  const unknown = renderRequest(request(decided, { people: new Map() }));

  expect(contextOf(named)[1]).toMatchObject([expect.stringContaining(' Cleo Dale approved ')]);
  expect(contextOf(unknown)[1]).toMatchObject([expect.stringContaining(' another approver approved ')]);
});

it.each<[string, Terms, string]>([
  ['a request', {}, 'Approval requested: Release for OPS-1 Open the new bridge'],
  [
    'an approval, with who approved last',
    {
      decisions: [
        [BEN, 'approve'],
        [CLEO, 'approve'],
      ],
    },
    'Approved by Cleo Dale: Release for OPS-1 Open the new bridge',
  ],
  [
    'a rejection, with who rejected',
    { decisions: [[CLEO, 'reject']] },
    'Rejected by Cleo Dale: Release for OPS-1 Open the new bridge',
  ],
  ['a cancellation', { cancelled: 'by-requester' }, 'Cancelled: Release for OPS-1 Open the new bridge'],
])('says in one sentence for those who hear it: %s', (_what, terms, text) => {
  expect(renderRequest(request(terms)).text).toBe(text);
});

it('names who decided last, whatever the order in which the approvers are listed', () => {
  const rejected = renderRequest(
    request({
      decisions: [
        [CLEO, 'approve'],
        [BEN, 'reject'],
      ],
    }),
  );

  expect(rejected.text).toBe('Rejected by Ben Castle: Release for OPS-1 Open the new bridge');
});

it('gives the blocks of a newer state other ids', () => {
  const [first, second] = [2, 4].map((sequence) => actionsOf(renderRequest(request({}, { sequence })))?.block_id);

  expect(first).not.toBe(second);
});

it('makes the same message of the same request', () => {
  const terms: Terms = { decisions: [[CLEO, 'approve']] };

  expect(renderRequest(request(terms))).toEqual(renderRequest(request(terms)));
});

describe('a message to somebody', () => {
  const both = [userStep([BEN, CLEO])];
  const marked = definition({ steps: both, terms: terms({ changes: changePolicy({ onChange: 'mark' }) }) });
  const again = [decision(CLEO, 'request-changes'), resubmission(asker(RITA), fingerprint({ summary: 'New' }))];
  const inPlace = [staffing([[BEN, delegate(DEV)], CLEO])];

  it.each<[string, Approval, Partial<Request>, string, readonly string[]]>([
    [
      'who stands in for somebody asks them',
      made(both, ...inPlace),
      { recipient: DEV },
      'Approval requested: Change approval',
      DECIDES,
    ],
    [
      'who stands in asks no more when the other has decided',
      made(both, ...inPlace, decision(BEN)),
      { recipient: DEV },
      'Already decided: Change approval',
      READS,
    ],
    [
      'in whose place was decided asks no more',
      made(both, ...inPlace, decision(DEV)),
      {},
      'Already decided: Change approval',
      READS,
    ],
    [
      'who decided in a place says so',
      made(both, ...inPlace, decision(DEV)),
      { recipient: DEV },
      'You have decided: Change approval',
      READS,
    ],
    [
      'who no longer stands in says so',
      made(both, ...inPlace, staffing([BEN, CLEO])),
      { recipient: DEV },
      'No longer asked: Change approval',
      READS,
    ],
    ['whose place was handed on says so', made(both, reassignment(BEN, DEV)), {}, 'Handed on: Change approval', READS],
    ['who is no longer named says so', made(both, staffing([CLEO])), {}, 'No longer asked: Change approval', READS],
    [
      'who is to wait for changes says so',
      made(both, decision(CLEO, 'request-changes')),
      {},
      'Changes requested: Change approval',
      READS,
    ],
    [
      'who was asked again since says so',
      made(both, ...again),
      { round: 0 },
      'Asked again below: Change approval',
      READS,
    ],
    ['who is asked again asks', made(both, ...again), { round: 1 }, 'Asked again: Change approval', DECIDES],
    [
      'about content that is outdated asks nothing',
      made(marked, observation(fingerprint({ body: 'b' }))),
      {},
      'Outdated: Change approval',
      READS,
    ],
    [
      'asks again when the content is what it was',
      made(marked, observation(fingerprint({ body: 'b' })), observation(fingerprint())),
      {},
      'Approval requested: Change approval',
      DECIDES,
    ],
    [
      'whose time is over says so',
      made(both, staffing([BEN, CLEO], { clock: stepClock() }), later(4 * HOUR_MS, TICK)),
      {},
      'Expired: Change approval',
      READS,
    ],
    ['of a cancelled approval says so', made(both, cancelBy(RITA)), {}, 'Cancelled: Change approval', READS],
  ])('%s', (_claim, approval, more, headline, buttons) => {
    const message = shown(approval, more);

    expect(headlineOf(message)).toBe(headline);
    expect(buttonNames(message)).toEqual(buttons);
  });

  it('in whose place they may decide is named', () => {
    expect(contextOf(shown(made(both, ...inPlace), { recipient: DEV }))[0]).toContain('In place of <@U-ben>');
    expect(contextOf(shown(made(both, ...inPlace)))[0]).not.toContain('In place of <@U-ben>');
  });

  it('says when it is due, as long as it is open', () => {
    const open = made(both, staffing([BEN, CLEO], { clock: stepClock({ dueAt: START + HOUR_MS }) }));
    const due = 'Due <!date^1772445600^{date_short_pretty} {time}|2026-03-02 10:00 UTC>';

    expect(contextOf(shown(open))[0]).toContain(due);
    expect(contextOf(shown(made(both)))[0]).toHaveLength(3);
  });

  it('says what has changed since it was asked', () => {
    const message = shown(made(marked, observation(fingerprint({ summary: 'New', description: 'On Monday.' }))));

    expect(contextOf(message)).toContainEqual(['Changed since it was asked: summary']);
  });
});

describe('a line for each decision', () => {
  const linesOf = (approval: Approval, more: Partial<Request> = {}) => contextOf(shown(approval, more)).at(-1);
  const three = [userStep([BEN, CLEO, DEV])];

  it.each([
    ['approve', ':white_check_mark: <@U-cleo> approved '],
    ['reject', ':no_entry: <@U-cleo> rejected '],
    ['request-changes', ':pencil2: <@U-cleo> asked for changes '],
    ['abstain', ':heavy_minus_sign: <@U-cleo> abstained '],
  ] as const)('tells it: %s', (kind, line) => {
    expect(linesOf(made(three, decision(CLEO, kind)))).toEqual([expect.stringContaining(line)]);
  });

  it('tells in whose place it was made', () => {
    const approval = made(three, staffing([[BEN, delegate(EVE)], CLEO, DEV]), decision(EVE));

    expect(linesOf(approval, { recipient: CLEO })).toEqual([
      expect.stringContaining(':white_check_mark: eve@partner.example approved for <@U-ben> '),
    ]);
  });

  it('tells for which options somebody voted, and how many have', () => {
    const voting = [step({ asks: { type: 'user', people: [BEN, CLEO, ADA] }, vote: vote({ choice: 'multiple' }) })];
    const message = shown(made(voting, voteFor(CLEO, 0, 1)));

    expect(contextOf(message).at(-1)).toEqual([
      expect.stringContaining(':ballot_box_with_ballot: <@U-cleo> voted for “Yes”, “No” '),
    ]);
    expect(contextOf(message)[0]).toContain('1 of 3 voted');
  });
});

it('calls a page by its title, and leads to Confluence', () => {
  const approval = { ...made([userStep([BEN])]), subject: page() };
  const message = shown(approval);

  expect(message.text).toBe('Approval requested: Change approval for Travel policy');
  expect(buttonsOf(message).at(-1)).toMatchObject({
    text: { text: 'Open in Confluence' },
    accessibility_label: 'Open “Travel policy” in Confluence',
  });
});

it('says who had the reader asked, and why, to them alone', () => {
  const approval = made([userStep([BEN])], addition(CLEO, asker(BEN)));
  const words = (recipient: PersonId) => contextOf(shown(approval, { recipient })).flat();

  expect(words(CLEO)).toContain('<@U-ben> had you asked: “Knows it best.”');
  expect(words(BEN).join()).not.toContain('had you asked');
});

it('says after which change people are asked again', () => {
  const policy = terms({ changes: changePolicy({ onChange: 'ask-again' }) });
  const whole = definition({ steps: [userStep([BEN, CLEO])], terms: policy });
  const body = fingerprint({ summary: 'Close it', description: 'On Monday.' });

  const again = shown(made(whole, decision(BEN), observation(body)), { round: 1 });

  expect(headlineOf(again)).toMatch(/^Asked again: /);
  expect(contextOf(again).flat()).toContain('Changed since it was asked before: summary');
});

it('asks for a vote where it is one', () => {
  const voting = [step({ asks: { type: 'user', people: [BEN] }, vote: vote() })];

  expect(headlineOf(shown(made(voting)))).toMatch(/^Vote requested: /);
});
