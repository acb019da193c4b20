import { describe, expect, it } from 'vitest';
import type { Digest } from '../../src/notifications/core/digest';
import type { Preferences } from '../../src/notifications/core/quiet';
import { digestText } from '../../src/slack/home/digest-text';
import { BEN } from '../support/builders';
import { NOW } from '../support/slack-requests';
import { entered, givenBridge, member } from './given-bridge';
import { checkedView, textsOf } from './view-limits';

const ZONE = 'Europe/Berlin';
const plan = { at: '08:00', days: [1, 2, 3, 4, 5] };
const planned: Digest = { status: 'planned', plan, nextAt: NOW + 1_000 };
const digest = (wanted: string, at: string | null, ...days: string[]) => ({
  'digest-wanted': { 'digest-wanted': entered.option(wanted) },
  'digest-at': { 'digest-at': entered.time(at) },
  'digest-days': { 'digest-days': entered.options(...days) },
});

describe('the form of the daily digest', () => {
  it('opens before anything is read, and then offers what most people want', async () => {
    const { pressAtHome, did, shown } = givenBridge();

    await pressAtHome('digest', 'digest');

    expect(did.slice(0, 2)).toEqual(['secret', 'open view']);
    expect(shown.flatMap(checkedView)).toEqual([]);
    expect(JSON.stringify(shown)).toContain('"initial_time":"08:00"');
    expect(JSON.stringify(shown)).toMatch(/"initial_option":\{[^}]*\{[^}]*"No"/);
  });

  it('shows what is chosen', async () => {
    const { pressAtHome, shown } = givenBridge({
      preferences: { timeZone: ZONE, digest: { ...planned, plan: { at: '17:15', days: [6] } } },
    });

    await pressAtHome('digest', 'digest');

    expect(shown.flatMap(checkedView)).toEqual([]);
    expect(JSON.stringify(shown)).toContain('"initial_time":"17:15"');
    expect(JSON.stringify(shown)).toMatch(/"initial_options":\[\{[^\]]*"Saturday"[^\]]*\]/);
    expect(JSON.stringify(shown)).toMatch(/"initial_option":\{[^}]*\{[^}]*"Yes, once a day"/);
  });

  it('is saved with the time zone that Slack tells, and the App Home says when it comes', async () => {
    const { submit, saved, drain, homes } = givenBridge();

    expect(await submit('home-digest', digest('on', '08:00', '1', '5'))).toEqual({ status: 200, body: '' });
    await drain();

    expect(saved).toEqual([{ whose: BEN, digest: { at: '08:00', days: [1, 5] }, timeZone: ZONE }]);
    expect(textsOf(homes)).toContainEqual(expect.stringContaining(`Daily digest: Monday, Friday at 08:00 (${ZONE})`));
    expect(homes.flatMap(({ view }) => checkedView(view))).toEqual([]);
  });

  it('turns it off, whatever else is entered', async () => {
    const { submit, saved } = givenBridge();

    await submit('home-digest', digest('off', '08:00', '1'));

    expect(saved).toEqual([{ whose: BEN, digest: undefined, timeZone: ZONE }]);
  });

  it.each([
    ['no time', digest('on', null, '1'), 'digest-at'],
    ['a time that is none', digest('on', '25:00', '1'), 'digest-at'],
    ['no day', digest('on', '08:00'), 'digest-days'],
    ['days that are none', digest('on', '08:00', '0', '8', 'x'), 'digest-days'],
    ['no choice', { 'digest-at': { 'digest-at': entered.time('08:00') } }, 'digest-wanted'],
  ])('is not saved with %s, and says so there', async (_what, values, block) => {
    const { submit, saved } = givenBridge();

    const answer = await submit('home-digest', values);

    expect(JSON.parse(answer.body)).toEqual({ response_action: 'errors', errors: { [block]: expect.any(String) } });
    expect(saved).toEqual([]);
  });

  it('is not saved with a time zone that nobody knows', async () => {
    const { submit, saved } = givenBridge({ person: member({ timeZone: 'Nowhere/Land' }) });

    const answer = await submit('home-digest', digest('on', '08:00', '1'));

    expect(JSON.parse(answer.body).errors).toEqual({ 'digest-wanted': expect.stringContaining('time zone') });
    expect(saved).toEqual([]);
  });
});

describe('what the App Home says of the digest', () => {
  const text = (preferences: Preferences | undefined) => digestText(preferences).join('\n');
  const ended = (last: Digest['last']): Preferences => ({
    timeZone: ZONE,
    digest: { ...planned, ...(last && { last }) },
  });

  it('is that there is none, or when it comes', () => {
    expect(text(undefined)).toBe('Daily digest: none');
    expect(text({ timeZone: ZONE, digest: { status: 'off' } })).toBe('Daily digest: none');
    expect(text(ended(undefined))).toMatch(/^Daily digest: Monday to Friday at 08:00 \(Europe\/Berlin\)\nNext: <!date/);
  });

  it('is that it waits for the end of quiet hours', () => {
    const quietHours = { from: '20:00', to: '09:30' };

    expect(text({ timeZone: ZONE, quietHours, digest: planned })).toContain('it comes when they end, at 09:30');
  });

  it.each([
    ['sent', { status: 'sent' }, 'Sent in Slack.'],
    ['mailed, and why', { status: 'fallen-back', reason: 'not-connected' }, 'Sent by e-mail. Slack was not connected.'],
    ['empty', { status: 'nothing-to-tell' }, 'nothing was sent'],
    ['not seen to arrive', { status: 'not-seen' }, 'It may have arrived'],
    [
      'not sent, why, and what to do',
      { status: 'not-sent', reason: 'no-slack-user', mail: 'no-mail-api' },
      'Type /baton link in Slack to say who you are. It could not go by e-mail, because no mail service is set up here.',
    ],
    ['refused for a reason that nobody foresaw', { status: 'not-sent', reason: 'constructor' }, '(constructor)'],
  ] as const)('is how the last one ended: %s', (_what, last, expected) => {
    expect(text(ended({ at: NOW, ...last }))).toContain(expected);
  });

  it('is that it is paused, why, and how it begins again', () => {
    const digest: Digest = { status: 'suspended', plan, reason: 'no-slack-user' };

    expect(text({ timeZone: ZONE, digest })).toMatch(/Paused, because .*\/baton link .*Then save the digest again\./);
  });
});
