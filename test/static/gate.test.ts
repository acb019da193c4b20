import { expect, it } from 'vitest';
import { parseRule, writeRule } from '../../static/app/src/gate/rule';

it('reads the definition that it wrote into a rule', () => {
  expect(parseRule(writeRule('def-1'))).toBe('def-1');
});

it('reads a rule also where it comes already parsed', () => {
  expect(parseRule({ definitionId: 'def-1' })).toBe('def-1');
});

it.each([
  ['nothing was saved', undefined],
  ['something else was saved', '{"fieldId":"labels"}'],
  ['no definition was named', '{"definitionId":""}'],
  ['it is no JSON', 'def-1'],
  ['it is no object', '"def-1"'],
])('finds no definition where %s', (_what, saved) => {
  expect(parseRule(saved)).toBeUndefined();
});
