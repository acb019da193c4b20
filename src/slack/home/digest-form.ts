import type { ModalView, PlainTextOption } from '@slack/types';
import type { DigestPlan } from '../../notifications/core/digest';
import { DAY_NAMES } from '../../notifications/core/digest-words';
import type { Preferences } from '../../notifications/core/quiet';
import { err, ok, type Result } from '../../shared/result';
import { label, section } from '../elements';
import { title } from '../modals/views';
import { type Entries, type Faults, input, timeIn } from './forms';

export const DIGEST_FORM = 'home-digest';

/** The inputs, at which errors stand. */
export const WANTED = 'digest-wanted';
export const AT = 'digest-at';
export const DAYS = 'digest-days';

const ON = 'on';
const YES: PlainTextOption = { text: label('Yes, once a day'), value: ON };
const NO: PlainTextOption = { text: label('No'), value: 'off' };
const DAY_OPTIONS: readonly PlainTextOption[] = DAY_NAMES.map((name, index) => ({
  text: label(name),
  value: String(index + 1),
}));
const USUAL: DigestPlan = { at: '08:00', days: [1, 2, 3, 4, 5] };

/** Whether it is wanted is asked by itself: a time that was once chosen is not easily taken away in Slack. */
export function digestForm(now: Preferences | undefined): ModalView {
  const digest = now?.digest;
  const plan = digest === undefined || digest.status === 'off' ? undefined : digest.plan;
  const { at, days } = plan ?? USUAL;
  const chosen = DAY_OPTIONS.filter((_, index) => days.includes(index + 1));
  return {
    type: 'modal',
    callback_id: DIGEST_FORM,
    title: title('Daily digest'),
    submit: label('Save'),
    close: label('Cancel'),
    blocks: [
      section(
        'One message with everything that waits for your decision. Where nothing waits, nothing is sent; in quiet hours it waits until they end. Times are of your time zone in Slack.',
      ),
      input(WANTED, 'Send me a digest?', {
        type: 'radio_buttons',
        action_id: WANTED,
        options: [YES, NO],
        initial_option: plan === undefined ? NO : YES,
      }),
      { ...input(AT, 'At what time?', { type: 'timepicker', action_id: AT, initial_time: at }), optional: true },
      {
        ...input(DAYS, 'On which days?', {
          type: 'checkboxes',
          action_id: DAYS,
          options: [...DAY_OPTIONS],
          ...(chosen.length === 0 ? {} : { initial_options: chosen }),
        }),
        optional: true,
      },
    ],
  };
}

/** Undefined for none, whatever else is entered. */
export function readDigestForm(entries: Entries): Result<DigestPlan | undefined, Faults> {
  const [wanted] = entries.get(WANTED)?.chosen ?? [];
  if (wanted === undefined) return err({ [WANTED]: 'Choose whether you want a digest.' });
  if (wanted !== ON) return ok(undefined);

  const at = timeIn(entries, AT);
  const values = entries.get(DAYS)?.chosen ?? [];
  const days = DAY_OPTIONS.flatMap(({ value }, index) =>
    value !== undefined && values.includes(value) ? [index + 1] : [],
  );
  if (at === undefined) return err({ [AT]: 'Choose the time at which it is to come.' });
  if (days.length === 0) return err({ [DAYS]: 'Choose at least one day.' });
  return ok({ at, days });
}
