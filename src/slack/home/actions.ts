import { type ApprovalId, toApprovalId } from '../../shared/brand';

/** Buttons of the App Home that no message has. */
export const DELEGATE = 'delegate';
export const END_DELEGATION = 'end-delegation';
export const SETTINGS = 'settings';
export const DIGEST = 'digest';
export const REFRESH = 'refresh';

/** What a reminder from the App Home is about: there is no message that it belongs to. */
export const stepToken = (id: ApprovalId, step: number) => `${id}#${step}`;

export function readStepToken(token: string): { readonly id: ApprovalId; readonly step: number } | undefined {
  const match = /^([a-zA-Z0-9-]{1,64})#(\d{1,2})$/.exec(token);
  return match?.[1] === undefined ? undefined : { id: toApprovalId(match[1]), step: Number(match[2]) };
}
