import type { InputBlock, ModalView } from '@slack/types';
import type { Preferences, QuietHours } from '../../notifications/core/quiet';
import type { SlackUserId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import { label, section } from '../elements';
import { title } from '../modals/views';
import type { Entry } from '../parse';

/** Forms of the App Home, by their callbacks. */
export const DELEGATE_FORM = 'home-delegate';
export const SETTINGS_FORM = 'home-settings';

/** The inputs, at which errors stand. */
export const PERSON = 'person';
export const LAST_DAY = 'last-day';
export const QUIET_FROM = 'quiet-from';
export const QUIET_TO = 'quiet-to';

export type Entries = ReadonlyMap<string, Entry>;
export type Faults = Readonly<Record<string, string>>;

export const delegateForm = (): ModalView => ({
  type: 'modal',
  callback_id: DELEGATE_FORM,
  title: title('Delegate'),
  submit: label('Delegate'),
  close: label('Cancel'),
  blocks: [
    section('Somebody decides in your place from now on. You can go on deciding yourself, and end this at any time.'),
    input(PERSON, 'Who decides in your place?', { type: 'users_select', action_id: PERSON }),
    input(LAST_DAY, 'Until the end of which day?', { type: 'datepicker', action_id: LAST_DAY }),
  ],
});

export function readDelegateForm(entries: Entries): Result<{ user: SlackUserId; lastDay: string }, Faults> {
  const user = entries.get(PERSON)?.user;
  const lastDay = entries.get(LAST_DAY)?.date;
  if (user === undefined) return err({ [PERSON]: 'Choose a person.' });
  if (lastDay === undefined || !DAY.test(lastDay) || Number.isNaN(Date.parse(lastDay))) {
    return err({ [LAST_DAY]: 'Choose a day.' });
  }
  return ok({ user, lastDay });
}

export const settingsForm = (now: Preferences | undefined): ModalView => ({
  type: 'modal',
  callback_id: SETTINGS_FORM,
  title: title('Your settings'),
  submit: label('Save'),
  close: label('Cancel'),
  blocks: [
    section(
      'In quiet hours Baton sends you nothing; what comes meanwhile follows afterwards. Times are of your time zone in Slack.',
    ),
    timeInput(QUIET_FROM, 'Quiet from', now?.quietHours?.from),
    timeInput(QUIET_TO, 'Quiet until', now?.quietHours?.to),
  ],
});

/** Undefined for none. */
export function readSettingsForm(entries: Entries): Result<QuietHours | undefined, Faults> {
  const [from, to] = [QUIET_FROM, QUIET_TO].map((block) => timeIn(entries, block));
  if (from === undefined && to !== undefined) return err({ [QUIET_FROM]: 'Say also when quiet hours begin.' });
  if (to === undefined && from !== undefined) return err({ [QUIET_TO]: 'Say also when quiet hours end.' });
  if (from !== undefined && from === to) return err({ [QUIET_TO]: 'Choose another time than the beginning.' });
  return ok(from === undefined || to === undefined ? undefined : { from, to });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function timeIn(entries: Entries, block: string): string | undefined {
  const time = entries.get(block)?.time;
  return time !== undefined && TIME.test(time) ? time : undefined;
}

export const input = (block: string, text: string, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: block,
  label: label(text),
  element,
});

const timeInput = (block: string, text: string, initial: string | undefined): InputBlock => ({
  ...input(block, text, {
    type: 'timepicker',
    action_id: block,
    ...(initial === undefined ? {} : { initial_time: initial }),
  }),
  optional: true,
});
