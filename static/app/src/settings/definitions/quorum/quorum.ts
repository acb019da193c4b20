import type { Quorum, Rule } from '../form';

type Choice<T> = { value: T; label: string };

export const RULES: readonly Choice<Rule['type']>[] = [
  { value: 'all', label: 'Everybody' },
  { value: 'any', label: 'Any one person' },
  { value: 'number', label: 'A number of people' },
  { value: 'percent', label: 'A percentage of the people' },
  { value: 'all-responded', label: 'Everybody has answered, and somebody approved' },
  { value: 'named', label: 'Certain people among them' },
];

export const QUORUMS: readonly Choice<Quorum['type']>[] = [
  ...RULES,
  { value: 'any-of', label: 'One of several rules' },
];

/** A vote counts who has voted, so it takes the plain rules alone. */
export const QUORUMS_OF_VOTE = QUORUMS.filter(({ value }) => value !== 'named' && value !== 'any-of');

export function freshRule(type: Rule['type']): Rule {
  switch (type) {
    case 'all':
    case 'any':
    case 'all-responded':
      return { type };
    case 'number':
      return { type, pass: 2 };
    case 'percent':
      return { type, percent: 50 };
    case 'named':
      return { type, people: [] };
  }
}

/** Another kind of quorum: rejections that fail it stay, and a single rule becomes the first of several. */
export function turnedInto(quorum: Quorum, type: Quorum['type']): Quorum {
  const { fail, ...rest } = quorum;
  const kept = fail === undefined ? {} : { fail };
  if (quorum.type === type) return quorum;
  if (type !== 'any-of') return { ...freshRule(type), ...kept };
  return { type, rules: rest.type === 'any-of' ? rest.rules : [rest], ...kept };
}
