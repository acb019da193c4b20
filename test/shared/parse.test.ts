import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidInputError } from '../../src/shared/errors';
import { parseOrThrow } from '../../src/shared/parse';
import { toSentences } from '../../src/shared/sentences';

const schema = z.object({
  name: z.string().min(1, 'must not be empty'),
  quorum: z.enum(['all', 'any']).optional(),
  steps: z.array(z.object({ approvers: z.array(z.string()) })).optional(),
});

const issuesOf = (value: unknown) => {
  try {
    return parseOrThrow(schema, value, 'definition');
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues;
    throw error;
  }
};

it('gives what it read, without what nobody asked for', () => {
  expect(parseOrThrow(schema, { name: 'A', other: 1 }, 'definition')).toEqual({ name: 'A' });
});

describe('what is wrong', () => {
  it.each<[string, unknown, { field: string; problem: string }[]]>([
    ['a field', { name: '' }, [{ field: 'name', problem: 'must not be empty' }]],
    ['a field that is missing', {}, [{ field: 'name', problem: 'must be of type string' }]],
    ['a choice', { name: 'A', quorum: 'most' }, [{ field: 'quorum', problem: 'must be one of all, any' }]],
    [
      'a field deep inside',
      { name: 'A', steps: [{ approvers: ['a', 7] }] },
      [{ field: 'steps[0].approvers[1]', problem: 'must be of type string' }],
    ],
    ['all of it', 'A', [{ field: 'value', problem: 'must be of type object' }]],
    [
      'two fields',
      { quorum: 'most' },
      [
        { field: 'name', problem: 'must be of type string' },
        { field: 'quorum', problem: 'must be one of all, any' },
      ],
    ],
  ])('is named by its place: %s', (_what, value, issues) => {
    expect(issuesOf(value)).toEqual(issues);
  });

  it('never comes with what stood there', () => {
    expect(
      JSON.stringify(issuesOf({ name: 'A', quorum: 'a secret', steps: [{ approvers: [{ secret: 1 }] }] })),
    ).not.toContain('secret');
  });
});

it.each([
  ['steps[0].approvers', 'must name at least one approver', 'Step 1, approvers must name at least one approver.'],
  ['botToken', 'must be a token', 'Bot token must be a token.'],
  ['value', 'must be of type object', 'Value must be of type object.'],
])('a fault in %s is a sentence for a person', (field, problem, sentence) => {
  expect(toSentences([{ field, problem }])).toBe(sentence);
});
