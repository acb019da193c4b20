import type { InputIssue } from '../shared/errors';
import { toSentences } from '../shared/sentences';
import type { Answer } from './contract';

/** What a call of a contract answers. */
export type Told<Call> = Call extends (...input: never[]) => infer Answered ? Answered : never;

/** Each call of a contract as it is served: who asks comes from the platform, and the payload is not parsed yet. */
export type Served<Api, Caller> = {
  [Call in keyof Api]: (caller: Caller, payload: unknown) => Promise<Told<Api[Call]>>;
};

export type Refused = { ok: false; error: string; field?: string };

export const answered = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const refused = (error: string, field?: string): Refused => ({
  ok: false,
  error,
  ...(field === undefined ? {} : { field }),
});

/** All of them, each with its path, and a sentence for whoever reads only one. */
export function refusedFor(faults: readonly InputIssue[]): Extract<Answer<never>, { ok: false }> {
  return { ...refused(toSentences(faults), faults[0]?.field), faults };
}
