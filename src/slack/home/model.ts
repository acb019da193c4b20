import type { DelegationRule } from '../../approvals/core/delegation';
import type { Approval } from '../../approvals/core/model';
import type { Seat } from '../../approvals/core/seat';
import type { People } from '../../identity/core/model';
import type { Preferences } from '../../notifications/core/quiet';
import type { AccountId, Instant } from '../../shared/brand';
import type { SlackBehaviour } from '../behaviour';
import type { Trust } from '../who';

/** One approval that waits for a person, with the token by which its buttons are known. */
export type AskedItem = { readonly approval: Approval; readonly seat: Seat; readonly token: string };

/** All that the App Home shows. */
export type HomeContent =
  | { readonly linked: false; readonly said?: string | undefined }
  | {
      readonly linked: true;
      /** What became of what the person did last, in mrkdwn. */
      readonly said?: string | undefined;
      readonly account: AccountId;
      readonly trust: Trust;
      readonly at: Instant;
      readonly asked: readonly AskedItem[];
      /** So many more wait. */
      readonly more: number;
      /** What the person asked others for, and is still open. */
      readonly started: readonly Approval[];
      readonly delegations: readonly DelegationRule[];
      readonly preferences: Preferences | undefined;
      readonly people: People;
      readonly behaviour: SlackBehaviour;
    };

export const SHOWN_ASKED = 20;
export const SHOWN_STARTED = 5;
export const SHOWN_DELEGATIONS = 5;
