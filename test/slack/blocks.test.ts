import type { ActionsBlock, ActionsBlockElement, KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { type Request, renderRequest } from '../../src/slack/blocks';
import type { Message } from '../../src/slack/client';
import { ANY, BEN, CLEO, RITA, userStep } from '../support/builders';
import { approvalOf, DEV, namedOnly, peopleOf, type Terms } from '../support/running-approvals';

const people = peopleOf([RITA, BEN, CLEO, DEV], { [BEN]: 'Ben Castle', [CLEO]: 'Cleo Dale' });

const request = (terms: Terms = {}, changes: Partial<Request> = {}): Request => ({
  approval: approvalOf(terms),
  sequence: 2,
  step: 0,
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
const buttonNames = (message: Message) => buttonsOf(message).map((each) => each.action_id);
const contextOf = ({ blocks }: Message) =>
  blocks.flatMap((each: KnownBlock) =>
    each.type === 'context' ? [each.elements.flatMap((one) => ('text' in one ? [one.text] : []))] : [],
  );

const DECIDES = ['approve', 'reject', 'open'];
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
  const [approve, reject, open] = buttonsOf(renderRequest(request()));

  it('that decide carry the token and nothing else', () => {
    expect([approve?.value, reject?.value]).toEqual(['apr-1:token', 'apr-1:token']);
    expect([approve?.url, reject?.url, open?.value]).toEqual([undefined, undefined, undefined]);
  });

  it('ask back before a rejection', () => {
    expect(reject?.confirm).toMatchObject({ style: 'danger', confirm: { text: 'Reject' } });
    expect(approve?.confirm).toBeUndefined();
  });

  it('lead to the work item', () => {
    expect(open?.url).toBe('https://lighthouse.example/browse/OPS-1');
  });

  it('are read out with the work item that they are about', () => {
    const labels = [approve, reject, open].map((each) => each?.accessibility_label);

    expect(labels).toEqual(['Approve OPS-1', 'Reject OPS-1', 'Open OPS-1 in Jira']);
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
