import { NotEmulatedError } from '../twin';

export type Status = { id: string; name: string; category: keyof typeof CATEGORIES };
export type Transition = { id: string; name: string; from: readonly string[]; to: string };

/** A transition that somebody wants to make, as the app's validator is asked about it. */
export type ValidatorCall = {
  module: string;
  configuration: Record<string, unknown>;
  issueKey: string;
  /** Ids of statuses. */
  from: string;
  to: string;
  accountId: string;
};
export type Validate = (call: ValidatorCall) => Promise<{ allowed: true } | { allowed: false; message?: string }>;

export const CATEGORIES = {
  new: { id: 2, name: 'To Do', colorName: 'blue-gray' },
  indeterminate: { id: 4, name: 'In Progress', colorName: 'yellow' },
  done: { id: 3, name: 'Done', colorName: 'green' },
} as const;

export const STATUSES: readonly Status[] = [
  { id: '10000', name: 'To do', category: 'new' },
  { id: '10001', name: 'In review', category: 'indeterminate' },
  { id: '10002', name: 'Done', category: 'done' },
];

export const TRANSITIONS: readonly Transition[] = [
  { id: '11', name: 'Start review', from: ['To do'], to: 'In review' },
  { id: '21', name: 'Finish', from: ['In review'], to: 'Done' },
  { id: '31', name: 'Send back', from: ['In review', 'Done'], to: 'To do' },
];

export function statusNamed(name: string): Status {
  const status = STATUSES.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (status === undefined) throw new NotEmulatedError(`jira status ${name}`);
  return status;
}

export const transitionsFrom = (status: string): readonly Transition[] =>
  TRANSITIONS.filter((transition) => transition.from.includes(status));
