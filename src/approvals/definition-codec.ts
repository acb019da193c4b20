import * as z from 'zod';
import type { EntityValue } from '../ports';
import { toAccountId, toDefinitionId } from '../shared/brand';
import { readOrThrow, toIssues } from '../shared/parse';
import { err, ok, type Result } from '../shared/result';
import type { DefinitionFault } from './core/check-definition';
import type { Definition, Draft } from './core/definition';
import { definitionParts } from './definition-schema';

const id = z.string().transform(toDefinitionId);
const { name, ...details } = definitionParts;

const record = z.object({
  version: z.number(),
  name,
  state: z.enum(['active', 'archived']),
  data: z.object({ v: z.literal(1), id, owner: z.string().transform(toAccountId), ...details }),
});

const KIND = 'approval-definition';
const FORMAT = 1;
const draft = z.strictObject({
  baton: z.literal(KIND).optional(),
  format: z.literal(FORMAT).optional(),
  id: id.optional(),
  ...definitionParts,
});

export type DefinitionState = 'active' | 'archived';
export type StoredDefinition = { readonly definition: Definition; readonly state: DefinitionState };

/**
 * Reads what a form or a file says; whether it can work is another question (`checkDefinition`). Members that nobody
 * knows are faults. Left out may be: `description`, `scope` (global), `terms` and each of its members, `together`,
 * `allow`, `comment` (never), `exclude`, and what a vote or a deadline has besides its options and its length.
 */
export function parseDraft(value: unknown): Result<Draft, DefinitionFault[]> {
  const parsed = draft.safeParse(value);
  if (!parsed.success) return err(toIssues(parsed.error.issues));
  const { baton: _kind, format: _format, ...read } = parsed.data;
  return ok(read);
}

/** For a file that another site can read: without what only this site knows of it. */
export function exportDefinition(definition: Omit<Draft, 'id'>): Readonly<Record<string, unknown>> {
  return { baton: KIND, format: FORMAT, ...partsOf(definition) };
}

export function toStored(definition: Definition, state: DefinitionState): EntityValue {
  const { name, ...details } = partsOf(definition);
  const { id, version, owner, startWhen } = definition;
  const trigger = state === 'active' && startWhen !== undefined ? 'automatic' : 'manual';
  return { version, name, state, trigger, data: { v: 1, id, owner, ...details } };
}

export function parseStored(value: unknown): StoredDefinition {
  const { version, name, state, data } = readOrThrow(record, value, 'stored definition');
  const { v: _v, ...rest } = data;
  return { definition: { ...rest, version, name }, state };
}

const partsOf = ({ name, description, scope, steps, startWhen, terms }: Omit<Draft, 'id'>) => ({
  name,
  description,
  scope,
  steps,
  ...(startWhen === undefined ? {} : { startWhen }),
  terms,
});
