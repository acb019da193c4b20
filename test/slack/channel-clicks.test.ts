import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/approvals/core/model';
import type { Notification } from '../../src/notifications/core/model';
import { toSlackUserId } from '../../src/shared/brand';
import type { Linked } from '../../src/slack/who';
import { BEN, CLEO, fingerprint, RITA, step, userStep } from '../support/builders';
import { asker, delegate, resubmission, staffing } from '../support/commands';
import { approvalAfter, approvalOf } from '../support/running-approvals';
import { wordsOf } from '../support/slack-reading';
import { button, MESSAGE, NOW, PERSON, TEAM, TOKEN } from '../support/slack-requests';
import { BEN_LINKED, entered, givenBridge, type Setting, team } from './given-bridge';

const channel = { id: MESSAGE.channel, name: 'releases' };
const { recipient: _, ...row }: Partial<Notification> = {
  kind: 'channel-request',
  slack: { team, channel, posted: MESSAGE },
};
const linked = (account: Linked['account']): Setting['links'] => ({ [PERSON]: { ...BEN_LINKED, account } });
const given = ({ row: more, ...setting }: Setting = {}) =>
  givenBridge({ ...setting, row: { ...row, recipient: undefined, ...more } });
const press = (action: string) => ({ actions: [button({ action_id: action })] });

describe('a click on a message in a channel', () => {
  it('decides for whoever is known to be behind the Slack user', async () => {
    const { click, handled, told } = given();

    await click();

    expect(handled).toMatchObject([{ what: { type: 'decide', by: BEN, kind: 'approve', step: 0, round: 0 } }]);
    expect(told).toEqual(['You approved OPS-1. Next: <@U-cleo>.']);
  });

  it('decides in another’s place where that is delegated', async () => {
    const approval = approvalAfter([userStep([CLEO])], staffing([[CLEO, delegate(BEN, NOW + 1)]]));
    const { click, present } = given({ approval });

    await click();

    expect(present().steps[0]?.approvers[0]?.decision).toMatchObject({ kind: 'approve', by: BEN });
  });

  it('takes two reads more than in a direct message at the most', async () => {
    const { click, did } = given();

    await click();

    // The account is found in two reads at the most; who may act is read as ever.
    expect(did.filter((each) => ['read', 'account', 'link', 'load'].includes(each))).toEqual(['read', 'account']);
  });

  it.each<[string, Setting, string]>([
    [
      'is no approver',
      { links: linked(RITA) },
      'You are not one of the approvers, so nothing was changed. <@U-ben> and <@U-cleo> can decide.',
    ],
    ['is not known', { links: {} }, 'Type `/baton link` to connect it.'],
    ['has decided already', { approval: approvalOf({ decisions: [[BEN, 'approve']] }) }, 'Your decision was recorded'],
    ['may not act by the link that they have', { mayAct: ['verified'] }, 'lets only confirmed people act'],
  ])('by somebody who %s changes nothing, and the message is left alone', async (_who, setting, text) => {
    const { click, present, told, did } = given(setting);
    const before = present();

    await click();

    expect(present()).toEqual(before);
    expect(told).toEqual([expect.stringContaining(text)]);
    expect(did).not.toContain('refresh');
  });

  it('that comes too late says so, and brings the message up to date', async () => {
    const { click, told, did } = given({ approval: approvalOf({ decisions: [[CLEO, 'reject']] }) });

    await click();

    expect(told).toEqual([expect.stringContaining('This approval was rejected by <@U-cleo>')]);
    expect(did).toContain('refresh');
  });

  it('that is of an asking before is not counted for the one after it', async () => {
    const again = approvalAfter(
      [userStep([BEN, CLEO])],
      { type: 'decide', by: BEN, kind: 'request-changes', via: 'slack' },
      resubmission(asker(RITA), fingerprint()),
    );
    const old = given({ approval: again });
    const present = given({ approval: again, row: { round: 1 } });

    await old.click();
    await present.click();

    expect(old.handled).toEqual([]);
    expect(old.told).toEqual([expect.stringContaining('You were asked again')]);
    expect(present.handled).toMatchObject([{ what: { round: 1 } }]);
  });

  it('twice is decided once', async () => {
    const { click, present } = given();

    await click();
    await click();

    expect(present().steps[0]?.approvers.filter(({ decision }) => decision !== undefined)).toHaveLength(1);
  });

  it.each<[string, Notification['slack'], string]>([
    ['moved to another message', { team, channel, posted: { ...MESSAGE, ts: '9.9' } }, MESSAGE.channel],
    ['moved to another channel', { team, channel: { ...channel, id: 'C-other' } }, MESSAGE.channel],
    ['of a row that never learnt where it goes', undefined, MESSAGE.channel],
  ])('with a token %s decides nothing', async (_what, slack) => {
    const { click, handled } = given({ row: { slack } });

    await click();

    expect(handled).toEqual([]);
  });

  it('teaches where a message stands whose posting nobody saw answered', async () => {
    const { click, written, handled } = given({
      row: { slack: { team, channel }, progress: { status: 'fallen-back', reason: 'answer-not-seen' } },
    });

    await click();

    expect(written).toMatchObject([{ slack: { team, channel, posted: MESSAGE }, shown: 0 }]);
    expect(handled).toHaveLength(1);
  });

  it('that would take something back, or remind, is not one that stands there', async () => {
    const decided = approvalOf({ decisions: [[BEN, 'approve']] });
    const { click, handled } = given({ approval: decided });

    await click(press('withdraw'));
    await click(press('remind'));

    expect(handled).toEqual([]);
  });
});

describe('a form that is opened from a channel', () => {
  const voting: Approval = approvalOf({ steps: [step({ asks: { type: 'user', people: [BEN] }, comment: 'always' })] });

  it('is filled for whoever opened it, and held against them again when it is sent', async () => {
    const { click, shown, submit, handled } = given({ approval: voting });

    await click(press('approve-form'));
    await submit('decide-approve', { comment: { comment: entered.text('Fine.') } });

    expect(shown[0]).toMatchObject({ callback_id: 'decide-approve' });
    expect(handled).toMatchObject([{ what: { by: BEN, comment: 'Fine.' } }]);
  });

  it('tells others who may', async () => {
    const { click, shown, submit, present } = given({ approval: voting, links: linked(RITA) });

    await click(press('approve-form'));
    await submit('decide-approve', { comment: { comment: entered.text('Fine.') } });

    expect(wordsOf({ blocks: shown[0]?.blocks ?? [] })).toContain('You are not one of the approvers');
    expect(present()).toEqual(voting);
  });

  it.each([
    ['an approver', BEN, true],
    ['the requester', RITA, true],
    ['anybody else', CLEO, false],
  ])('with the details is for those who take part: %s', async (_who, account, sees) => {
    const { click, drain, shown } = given({ approval: voting, links: linked(account) });

    await click(press('view'));
    await drain();

    const words = wordsOf({ blocks: shown[0]?.blocks ?? [] });
    expect(words.includes('Only those who are asked')).toBe(!sees);
  });
});

describe('the pair to which a direct message was sent', () => {
  it.each<[string, Setting['links'], boolean]>([
    ['is proof where nobody has said anything', {}, true],
    [
      'is outweighed by a link of the Slack user to another account',
      { [PERSON]: { account: CLEO, trust: 'admin' } },
      false,
    ],
    [
      'is outweighed by a link of the account to another Slack user',
      { U0OTHER01: { account: BEN, trust: 'verified' } },
      false,
    ],
    ['is confirmed by their own link', { [PERSON]: { account: BEN, trust: 'verified' } }, true],
  ])('%s', async (_claim, links, decides) => {
    const { click, handled, told } = givenBridge({ links });

    await click();

    expect(handled).toHaveLength(decides ? 1 : 0);
    if (!decides) expect(told).toEqual([expect.stringContaining('Type `/baton link`')]);
  });
});

it('of another person of the workspace is theirs alone', async () => {
  const other = toSlackUserId('U0CLEO001');
  const { click, handled } = given({ links: { [PERSON]: BEN_LINKED, [other]: { account: CLEO, trust: 'verified' } } });

  await click({ user: { id: other, team_id: TEAM } });

  expect(handled).toMatchObject([{ what: { by: CLEO } }]);
  expect(TOKEN).not.toContain(other);
});
