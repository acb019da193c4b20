import type { Calendar, Changes, Delivery, Effect, Form, Scope, StepForm, Terms, Validity } from '../form';
import { readCondition } from './read-condition';
import { readAsked, readDeadline, readQuorum, readVote } from './read-step';
import { byTag, flag, isRecord, listOf, number, oneOf, optional, or, type Reading, record, text } from './shape';

const scope = byTag<Scope>('type', {
  global: record<Extract<Scope, { type: 'global' }>>({ type: oneOf('global') }),
  chosen: record<Extract<Scope, { type: 'chosen' }>>({
    type: oneOf('chosen'),
    projects: or(listOf(text), []),
    spaces: or(listOf(text), []),
  }),
});

const delivery = record<Delivery>({
  mode: oneOf('direct', 'channel', 'both'),
  workspace: optional(text),
  channel: optional(record<NonNullable<Delivery['channel']>>({ id: text, name: text })),
});

const NO_ANSWERS = { requestChanges: false, abstain: false };
const step = record<StepForm>({
  name: text,
  together: or(flag, false),
  asks: readAsked,
  quorum: readQuorum,
  vote: optional(readVote),
  allow: or(record<StepForm['allow']>({ requestChanges: or(flag, false), abstain: or(flag, false) }), NO_ANSWERS),
  comment: or(oneOf('never', 'on-reject', 'always'), 'never'),
  exclude: or(listOf(oneOf('requester', 'assignee', 'reporter', 'last-editor')), []),
  when: optional(readCondition),
  deadline: optional(readDeadline),
  delivery: optional(delivery),
});

const calendar = record<Calendar>({
  timeZone: text,
  hours: listOf(record<Calendar['hours'][number]>({ day: number, from: text, to: text })),
  holidays: or(listOf(text), []),
});

const changes = record<Changes>({
  onChange: or(oneOf('ignore', 'tell', 'mark', 'ask-again'), 'tell'),
  parts: or(listOf(text), []),
  ignoreMinorEdits: or(flag, false),
  ignoreWhitespace: or(flag, true),
});

const effect = byTag<Effect>('type', {
  transition: record<Extract<Effect, { type: 'transition' }>>({ type: oneOf('transition'), to: text }),
  'set-field': record<Extract<Effect, { type: 'set-field' }>>({ type: oneOf('set-field'), field: text, value: text }),
  'add-label': record<Extract<Effect, { type: 'add-label' }>>({ type: oneOf('add-label'), label: text }),
  comment: record<Extract<Effect, { type: 'comment' }>>({ type: oneOf('comment'), text }),
});

const PLAIN_CHANGES: Changes = { onChange: 'tell', parts: [], ignoreMinorEdits: false, ignoreWhitespace: true };
const PLAIN_TERMS: Terms = { changes: PLAIN_CHANGES, undoMinutes: 0, onApproved: [], onRejected: [] };
const terms = record<Terms>({
  calendar: optional(calendar),
  changes: or(changes, PLAIN_CHANGES),
  undoMinutes: or(number, 0),
  validity: optional(record<Validity>({ days: number, renewDaysBefore: number })),
  onApproved: or(listOf(effect), []),
  onRejected: or(listOf(effect), []),
  delivery: optional(delivery),
});

const form = record<Form>({
  name: text,
  description: or(text, ''),
  scope: or(scope, { type: 'global' }),
  steps: listOf(step),
  startWhen: optional(readCondition),
  terms: or(terms, PLAIN_TERMS),
});

/** A definition out of what somebody wrote, or exported here or at another site; left out is what has a default. */
export function readForm(value: unknown): Reading<Form> {
  if (!isRecord(value)) return form(value, '');
  const { baton: _kind, format: _format, id: _id, ...parts } = value;
  return form(parts, '');
}

export function readJson(json: string): Reading<Form> {
  try {
    return readForm(JSON.parse(json));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, faults: [{ field: '', problem: `This is not JSON: ${error.message}` }] };
  }
}
