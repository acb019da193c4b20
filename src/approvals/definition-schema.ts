import * as z from 'zod';
import { toAccountId, toSlackTeamId } from '../shared/brand';
import { MAX_DEPTH } from './core/check/condition';
import { type Condition, DELIVERY_MODES } from './core/definition';

const text = z.string();
const account = z.string().transform(toAccountId);
const named = z.strictObject({ id: text, name: text });

const asks = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('user'), people: z.array(account) }),
  z.strictObject({ type: z.literal('group'), groups: z.array(named) }),
  z.strictObject({ type: z.literal('field'), field: named }),
  z.strictObject({ type: z.literal('role'), role: named }),
  z.strictObject({
    type: z.literal('space-permission'),
    permission: z.enum(['administer-space', 'create-page', 'delete-page']),
  }),
  z.strictObject({ type: z.literal('external'), emails: z.array(text) }),
]);

const plain = z.strictObject({ type: z.enum(['all', 'any', 'all-responded']) });
const number = z.strictObject({ type: z.literal('number'), pass: z.number() });
const percent = z.strictObject({ type: z.literal('percent'), percent: z.number() });
const ofNamed = z.strictObject({ type: z.literal('named'), people: z.array(account) });
const rule = z.discriminatedUnion('type', [plain, number, percent, ofNamed]);
const fail = { fail: z.number().optional() };
const quorum = z.discriminatedUnion('type', [
  plain.extend(fail),
  number.extend(fail),
  percent.extend(fail),
  ofNamed.extend(fail),
  z.strictObject({ type: z.literal('any-of'), rules: z.array(rule), ...fail }),
]);

const vote = z.strictObject({
  options: z.array(z.strictObject({ name: text, rejects: z.boolean().default(false) })),
  choice: z.enum(['single', 'multiple']).default('single'),
  tie: z.enum(['first', 'reject', 'moderator', 'deadlock']).default('deadlock'),
  moderator: account.optional(),
});

const question = [
  z.strictObject({ op: z.literal('is'), fact: text, values: z.array(text) }),
  z.strictObject({ op: z.literal('exists'), fact: text }),
  z.strictObject({ op: z.enum(['at-least', 'below']), fact: text, value: z.number() }),
] as const;
const tooDeep = z.custom<Condition>(() => false, `must be nested at most ${MAX_DEPTH} deep`);

/** Not recursive, so that no depth of what somebody sends can exhaust the stack. */
function conditionUpTo(depth: number): z.ZodType<Condition> {
  const part = depth > 1 ? conditionUpTo(depth - 1) : tooDeep;
  return z.discriminatedUnion('op', [
    ...question,
    z.strictObject({ op: z.enum(['all', 'any']), of: z.array(part) }),
    z.strictObject({ op: z.literal('not'), of: part }),
  ]);
}
const condition = conditionUpTo(MAX_DEPTH);

const deadline = z.strictObject({
  dueInMinutes: z.number(),
  remindBeforeMinutes: z.array(z.number()).default([]),
  escalate: z.array(z.strictObject({ afterMinutes: z.number(), to: account })).default([]),
  onExpiry: z.enum(['expire', 'approve', 'reject']).default('expire'),
});

const delivery = z.strictObject({
  mode: z.enum(DELIVERY_MODES),
  workspace: text.transform(toSlackTeamId).optional(),
  channel: named.optional(),
});

export const definedStep = z.strictObject({
  name: text,
  together: z.boolean().default(false),
  asks,
  quorum,
  vote: vote.optional(),
  allow: z
    .strictObject({ requestChanges: z.boolean().default(false), abstain: z.boolean().default(false) })
    .default({ requestChanges: false, abstain: false }),
  comment: z.enum(['never', 'on-reject', 'always']).default('never'),
  exclude: z.array(z.enum(['requester', 'assignee', 'reporter', 'last-editor'])).default([]),
  when: condition.optional(),
  deadline: deadline.optional(),
  delivery: delivery.optional(),
});

const scope = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('global') }),
  z.strictObject({
    type: z.literal('chosen'),
    projects: z.array(text).default([]),
    spaces: z.array(text).default([]),
  }),
]);

const calendar = z.strictObject({
  timeZone: text,
  hours: z.array(z.strictObject({ day: z.number(), from: text, to: text })),
  holidays: z.array(text).default([]),
});

const effect = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('transition'), to: text }),
  z.strictObject({ type: z.literal('set-field'), field: text, value: text }),
  z.strictObject({ type: z.literal('add-label'), label: text }),
  z.strictObject({ type: z.literal('comment'), text }),
]);

const changes = z.strictObject({
  onChange: z.enum(['ignore', 'tell', 'mark', 'ask-again']).default('tell'),
  parts: z.array(text).default([]),
  ignoreMinorEdits: z.boolean().default(false),
  ignoreWhitespace: z.boolean().default(true),
});

export const definedTerms = z.strictObject({
  calendar: calendar.optional(),
  changes: changes.prefault({}),
  undoMinutes: z.number().default(0),
  validity: z.strictObject({ days: z.number(), renewDaysBefore: z.number() }).optional(),
  onApproved: z.array(effect).default([]),
  onRejected: z.array(effect).default([]),
  delivery: delivery.optional(),
});

/** What an admin writes of a definition. The defaults hold for what is left out. */
export const definitionParts = {
  name: text,
  description: text.default(''),
  scope: scope.default({ type: 'global' }),
  steps: z.array(definedStep),
  startWhen: condition.optional(),
  terms: definedTerms.prefault({}),
};
