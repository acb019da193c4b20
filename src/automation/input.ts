import * as z from 'zod';
import { toAccountId, toApprovalId } from '../shared/brand';

const subject = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('work-item'),
    key: z
      .string()
      .trim()
      .regex(/^[A-Za-z][A-Za-z0-9_]*-\d+$|^\d+$/, 'must be the key of a work item, such as SHOP-1'),
  }),
  z.strictObject({ kind: z.literal('page'), id: z.string().trim().regex(/^\d+$/, 'must be the id of a page: digits') }),
]);
const approval = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{1,80}$/, 'must be the id of an approval, such as apr-1f2e…')
  .transform(toApprovalId);
const accountId = z.string().trim().min(1, 'must be an account id').max(128, 'must be an account id');
const definition = z
  .string()
  .trim()
  .min(1, 'must be the id or the name of an approval definition')
  .max(200, 'must be the id or the name of an approval definition');

/** What can be asked for, whichever way it comes in. */
export const startInput = z.strictObject({
  definition,
  subject,
  requester: accountId.transform(toAccountId).optional(),
  /** Made once for each intended start. */
  requestId: z.string().trim().min(1, 'must name this start').max(200, 'must be at most 200 characters'),
});
export const cancelInput = z.strictObject({ approval });
const readOne = z.strictObject({ approval });
const readAll = z.strictObject({ subject });

/** One approval, or all of a subject; what is wrong is said of the one that was meant. */
export function parseRead(given: unknown) {
  const namesOne = typeof given === 'object' && given !== null && 'approval' in given;
  return namesOne ? readOne.safeParse(given) : readAll.safeParse(given);
}

export type SubjectInput = z.infer<typeof subject>;
