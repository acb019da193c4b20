import type { DecisionKind } from '../approvals/core/model';

/** What somebody sent with the form. The token alone tells who it is, and nothing in here can change that. */
export type Sent = {
  /** Undefined for anything that no button of ours says. */
  readonly decision: DecisionKind | 'withdraw' | undefined;
  readonly comment: string;
  /** Undefined where something else than numbers was chosen. */
  readonly options: readonly number[] | undefined;
  /** How new the approval was when the form was shown: names the command, so that it is applied once. */
  readonly seen: string;
  /** The content that was shown with the form. */
  readonly basis: string | undefined;
};

const DECISIONS: ReadonlySet<string> = new Set([
  'approve',
  'reject',
  'request-changes',
  'abstain',
  'vote',
  'withdraw',
] satisfies readonly NonNullable<Sent['decision']>[]);

const isDecision = (text: string | undefined): text is NonNullable<Sent['decision']> =>
  text !== undefined && DECISIONS.has(text);

export function parseForm(body: string): Sent {
  const fields = new URLSearchParams(body);
  const decision = only(fields, 'decision');
  const options = fields.getAll('option');
  const seen = only(fields, 'seen') ?? '';
  return {
    decision: isDecision(decision) ? decision : undefined,
    // Browsers send every line break as two characters, which nobody has typed.
    comment: (only(fields, 'comment') ?? '').replace(/\r\n?/g, '\n').trim(),
    options: options.every((each) => /^\d{1,3}$/.test(each)) ? options.map(Number) : undefined,
    seen: /^\d{1,9}$/.test(seen) ? seen : '',
    basis: only(fields, 'basis'),
  };
}

/** A field that comes twice says nothing. */
function only(fields: URLSearchParams, name: string): string | undefined {
  const values = fields.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}
