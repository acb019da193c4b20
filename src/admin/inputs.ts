import * as z from 'zod';
import { checkAccount, checkEmail } from '../approvals/core/check/shapes';
import { type PersonId, toAccountId, toApprovalId, toDefinitionId, toExternalId, toPersonId } from '../shared/brand';

const MAX_ID_CHARS = 255;
const EXTERNAL = 'mailto:';

export const requestId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, 'must be 8 to 64 letters, digits or hyphens');
const id = z.string().max(MAX_ID_CHARS, `must be at most ${MAX_ID_CHARS} characters`);
export const approvalId = id.min(1, 'must name an approval').transform(toApprovalId);
export const definitionId = id.min(1, 'must name a definition').transform(toDefinitionId);
export const step = z.int().min(0, 'must be the number of a step');

/** Somebody who is in an approval already: as the view shows them. */
export const shownPerson = id.min(1, 'must name a person').transform(toPersonId);

/** Somebody new: an account, or an e-mail address. */
export const person = z
  .string()
  .trim()
  .refine(isPerson, 'must be the id of an Atlassian account or an e-mail address')
  .transform((text) => toPerson(text));

function isPerson(text: string): boolean {
  if (text.includes('@')) return checkEmail('', addressIn(text)).length === 0;
  return checkAccount('', text).length === 0 && !text.startsWith(EXTERNAL);
}

const toPerson = (text: string): PersonId => (text.includes('@') ? toExternalId(addressIn(text)) : toAccountId(text));

const addressIn = (text: string) => (text.startsWith(EXTERNAL) ? text.slice(EXTERNAL.length) : text);
