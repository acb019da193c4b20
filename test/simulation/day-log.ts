import type { Click, SentClick } from './clicking';
import type { LinkUse } from './outsiders';
import { type Asked, approvalsIn } from './panel';
import type { Plan } from './plan';
import type { ScriptCall } from './scripts';
import type { ApiAccess } from './settings';
import type { Consent, SlackDeed } from './slack-log';
import type { Stage } from './stage';
import type { WorldLog } from './world-log';

/** Everything that was done from outside, to be held against what the app kept. */
export type Day = {
  readonly stage: Stage;
  readonly begunAt: number;
  readonly definitionIds: ReadonlyMap<string, string>;
  readonly asked: Asked[];
  readonly clicks: SentClick[];
  /** Requests that are sent later, or once more. */
  readonly kept: Click[];
  /** Modals that were filled in and sent. */
  readonly forms: { readonly handle: string; readonly sentAt: number }[];
  readonly links: LinkUse[];
  readonly world: WorldLog;
  readonly api: ApiAccess;
  /** What scripts and rules asked for. */
  readonly calls: ScriptCall[];
  readonly slackDeeds: SlackDeed[];
  readonly consents: Consent[];
  mayRestart: boolean;
};

/** Which approvals somebody has seen in an answer. */
export function knownApprovals({ asked, stage }: Day): readonly { readonly id: string; readonly plan: Plan }[] {
  const known = new Map(asked.flatMap(({ answer }) => approvalsIn(answer)));
  return [...known].flatMap(([id, name]) => {
    const plan = stage.plans.find((each) => each.name === name);
    return plan === undefined ? [] : [{ id, plan }];
  });
}

export const requestIdOf = ({ asked, clicks, links }: Day): string =>
  `request-${asked.length}-${clicks.length}-${links.length}`;
