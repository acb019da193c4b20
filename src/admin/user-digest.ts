import * as z from 'zod';
import type { DigestPlan } from '../notifications/core/digest';
import { outcomeText, pausedText, quietNote } from '../notifications/core/digest-words';
import type { Preferences } from '../notifications/core/quiet';
import type { AccountId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import { answered, refused, type Served } from './answer';
import type { Answer, DigestView, UserApi } from './contract';
import type { Viewer } from './viewer';

export type Deps = {
  ownSettings: {
    load(account: AccountId): Promise<Preferences | undefined>;
    setDigest(
      account: AccountId,
      chosen: { timeZone: string; plan: DigestPlan | undefined },
    ): Promise<Result<Preferences, 'unknown-time-zone'>>;
  };
};

const DAY = 'must be days of the week, from 1 for Monday to 7 for Sunday';
const saveInput = z.object({
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:00'),
  days: z
    .array(z.int(DAY).min(1, DAY).max(7, DAY))
    .min(1, 'must name at least one day')
    .max(7, 'must name each day once')
    .refine((days) => new Set(days).size === days.length, 'must name each day once'),
  timeZone: z.string().max(100, 'must be a time zone such as Europe/Berlin'),
});
const NO_ZONE = 'The time zone is not known. Choose one such as Europe/Berlin.';
const UTC = 'UTC';

type Calls = Pick<Served<UserApi, Viewer>, 'digest/get' | 'digest/save' | 'digest/turn-off'>;

/** Everybody's own digest: whose it is comes from the platform. */
export function createUserDigest({ ownSettings }: Deps): Calls {
  async function get({ accountId }: Viewer): Promise<Answer<DigestView>> {
    return answered(toView(await ownSettings.load(accountId)));
  }

  async function save({ accountId }: Viewer, payload: unknown): Promise<Answer<DigestView>> {
    const { at, days, timeZone } = parseOrThrow(saveInput, payload, 'digest');
    const plan = { at, days: [...days].sort() };
    return after(await ownSettings.setDigest(accountId, { timeZone, plan }));
  }

  async function turnOff({ accountId }: Viewer): Promise<Answer<DigestView>> {
    const timeZone = (await ownSettings.load(accountId))?.timeZone ?? UTC;
    return after(await ownSettings.setDigest(accountId, { timeZone, plan: undefined }));
  }

  return { 'digest/get': get, 'digest/save': save, 'digest/turn-off': turnOff };
}

const after = (saved: Result<Preferences, 'unknown-time-zone'>): Answer<DigestView> =>
  saved.ok ? answered(toView(saved.value)) : refused(NO_ZONE, 'timeZone');

function toView(preferences: Preferences | undefined): DigestView {
  if (preferences === undefined) return {};
  const { timeZone, quietHours, digest } = preferences;
  const last = digest?.last;
  return {
    timeZone,
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(last === undefined
      ? {}
      : {
          last: { at: last.at, ok: last.status !== 'not-sent' && last.status !== 'not-seen', text: outcomeText(last) },
        }),
    ...(digest === undefined ? {} : planOf(preferences, digest)),
  };
}

function planOf(
  preferences: Preferences,
  digest: NonNullable<Preferences['digest']>,
): Pick<DigestView, 'plan' | 'nextAt' | 'note' | 'paused'> {
  if (digest.status === 'off') return {};
  const { plan } = digest;
  if (digest.status === 'suspended') return { plan, paused: pausedText(digest.reason) };
  const note = quietNote(preferences, plan);
  return { plan, nextAt: digest.nextAt, ...(note === undefined ? {} : { note }) };
}
