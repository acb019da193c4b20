import * as z from 'zod';
import type { Draft } from '../approvals/core/definition';
import type { InputIssue } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';

type Checked = Result<Omit<Draft, 'id'>, readonly InputIssue[]>;

/** What a form or a file says, read and checked; all faults with their paths. `look` asks others about it besides. */
export type ReadDraft = (written: unknown, look?: Look) => Promise<Checked>;
export type Look = (draft: Omit<Draft, 'id'>) => Promise<Checked>;

export type Deps = {
  /** Reads the form. */
  parseDraft: (value: unknown) => Result<Draft, readonly InputIssue[]>;
  /** Whether it can work. */
  checkDraft: (draft: Draft) => Promise<readonly InputIssue[]>;
};

/** A form, or the text of a file. */
export const writtenDraft = z.unknown().refine((value) => value !== undefined, 'must be a definition');

export function createReadDraft({ parseDraft, checkDraft }: Deps): ReadDraft {
  return async function readDraft(written, look = async (draft) => ok(draft)) {
    const value = typeof written === 'string' ? jsonIn(written) : written;
    if (value === undefined)
      return err([{ field: 'definition', problem: 'must be the JSON of an exported definition' }]);
    const parsed = parseDraft(value);
    if (!parsed.ok) return parsed;

    const { id: _, ...draft } = parsed.value;
    const faults = await checkDraft(draft);
    const looked = await look(draft).catch((error: unknown) => {
      // What is known to be wrong is told, although others do not answer.
      if (faults.length > 0) return err([]);
      throw error;
    });
    if (faults.length === 0) return looked;
    return err([...faults, ...(looked.ok ? [] : looked.error)]);
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
