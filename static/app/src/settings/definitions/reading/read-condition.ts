import type { Condition } from '../form';
import { byTag, listOf, number, oneOf, type Reader, record, text } from './shape';

/** As deep as the engine takes them, so that no depth of what somebody pastes can exhaust the stack. */
const MAX_DEPTH = 5;

type Op<O extends Condition['op']> = Extract<Condition, { op: O }>;

const tooDeep: Reader<Condition> = (_, field) => ({
  ok: false,
  faults: [{ field, problem: `must be nested at most ${MAX_DEPTH} deep` }],
});

function upTo(depth: number): Reader<Condition> {
  const part = depth > 1 ? upTo(depth - 1) : tooDeep;
  const group = record<Op<'all' | 'any'>>({ op: oneOf('all', 'any'), of: listOf(part) });
  const compared = record<Op<'at-least' | 'below'>>({ op: oneOf('at-least', 'below'), fact: text, value: number });
  return byTag<Condition>('op', {
    all: group,
    any: group,
    not: record<Op<'not'>>({ op: oneOf('not'), of: part }),
    is: record<Op<'is'>>({ op: oneOf('is'), fact: text, values: listOf(text) }),
    exists: record<Op<'exists'>>({ op: oneOf('exists'), fact: text }),
    'at-least': compared,
    below: compared,
  });
}

export const readCondition = upTo(MAX_DEPTH);
