import type { Asked, Deadline, Level, Quorum, Rule, Vote } from '../form';
import { byTag, flag, listOf, number, oneOf, optional, or, type Reader, record, text } from './shape';

type Of<T extends Asked['type']> = Extract<Asked, { type: T }>;

const named = record<{ readonly id: string; readonly name: string }>({ id: text, name: text });

export const readAsked = byTag<Asked>('type', {
  user: record<Of<'user'>>({ type: oneOf('user'), people: listOf(text) }),
  group: record<Of<'group'>>({ type: oneOf('group'), groups: listOf(named) }),
  field: record<Of<'field'>>({ type: oneOf('field'), field: named }),
  role: record<Of<'role'>>({ type: oneOf('role'), role: named }),
  'space-permission': record<Of<'space-permission'>>({
    type: oneOf('space-permission'),
    permission: oneOf('administer-space', 'create-page', 'delete-page'),
  }),
  external: record<Of<'external'>>({ type: oneOf('external'), emails: listOf(text) }),
});

type R<T extends Rule['type']> = Extract<Rule, { type: T }>;
type Q<T extends Quorum['type']> = Extract<Quorum, { type: T }>;

const rule = byTag<Rule>('type', {
  all: record<R<'all'>>({ type: oneOf('all') }),
  any: record<R<'any'>>({ type: oneOf('any') }),
  number: record<R<'number'>>({ type: oneOf('number'), pass: number }),
  percent: record<R<'percent'>>({ type: oneOf('percent'), percent: number }),
  'all-responded': record<R<'all-responded'>>({ type: oneOf('all-responded') }),
  named: record<R<'named'>>({ type: oneOf('named'), people: listOf(text) }),
});

const fail = optional(number);

export const readQuorum: Reader<Quorum> = byTag<Quorum>('type', {
  all: record<Q<'all'>>({ type: oneOf('all'), fail }),
  any: record<Q<'any'>>({ type: oneOf('any'), fail }),
  number: record<Q<'number'>>({ type: oneOf('number'), pass: number, fail }),
  percent: record<Q<'percent'>>({ type: oneOf('percent'), percent: number, fail }),
  'all-responded': record<Q<'all-responded'>>({ type: oneOf('all-responded'), fail }),
  named: record<Q<'named'>>({ type: oneOf('named'), people: listOf(text), fail }),
  'any-of': record<Q<'any-of'>>({ type: oneOf('any-of'), rules: listOf(rule), fail }),
});

export const readVote = record<Vote>({
  options: listOf(record<Vote['options'][number]>({ name: text, rejects: or(flag, false) })),
  choice: or(oneOf('single', 'multiple'), 'single'),
  tie: or(oneOf('first', 'reject', 'moderator', 'deadlock'), 'deadlock'),
  moderator: optional(text),
});

export const readDeadline = record<Deadline>({
  dueInMinutes: number,
  remindBeforeMinutes: or(listOf(number), []),
  escalate: or(listOf(record<Level>({ afterMinutes: number, to: text })), []),
  onExpiry: or(oneOf('expire', 'approve', 'reject'), 'expire'),
});
