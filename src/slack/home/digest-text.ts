import { outcomeText, pausedText, planText, quietNote } from '../../notifications/core/digest-words';
import type { Preferences } from '../../notifications/core/quiet';
import { when } from '../elements';
import { inert } from '../limits';

/** When the digest comes, and what became of the last one; lines in mrkdwn. */
export function digestText(preferences: Preferences | undefined): readonly string[] {
  const digest = preferences?.digest;
  return [
    ...(preferences === undefined || digest === undefined || digest.status === 'off'
      ? ['Daily digest: none']
      : planned(preferences, digest)),
    ...(digest?.last === undefined ? [] : [`Last time, ${when(digest.last.at)}: ${inert(outcomeText(digest.last))}`]),
  ];
}

function planned(
  preferences: Preferences,
  digest: Exclude<NonNullable<Preferences['digest']>, { status: 'off' }>,
): readonly string[] {
  const plan = `Daily digest: ${planText(digest.plan)} (${preferences.timeZone})`;
  if (digest.status === 'suspended') return [plan, inert(pausedText(digest.reason))];
  const note = quietNote(preferences, digest.plan);
  return [plan, ...(note === undefined ? [] : [note]), `Next: ${when(digest.nextAt)}`];
}
