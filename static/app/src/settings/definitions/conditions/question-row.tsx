import { NumberField } from '../fields/number-field';
import { OptionField } from '../fields/option-field';
import type { Part, Place } from '../part';
import { FactField } from './fact-field';
import { about, type Comparison, compared, comparisonOf, type QuestionNode } from './tree';
import { ValuesField } from './values-field';

type Props = { node: QuestionNode; part: Place; onChange: (node: QuestionNode) => void };

export function QuestionRow({ node, part, onChange }: Props) {
  const { question, path } = node;
  const place = <T,>(name: string, value: T, change: (value: T) => void): Part<T> => ({
    ...part,
    path: `${path}.${name}`,
    value,
    onChange: change,
  });
  const comparison = comparisonOf(node) ?? 'is-not';
  return (
    <div className="question">
      <FactField part={place('fact', question.fact, (fact) => onChange(about(node, fact)))} />
      <OptionField<Comparison>
        part={place('op', comparison, (by) => onChange(compared(node, by)))}
        label="Comparison"
        options={COMPARISONS}
      />
      {question.op === 'is' ? (
        <ValuesField
          fact={question.fact}
          part={place('values', question.values, (values) => onChange({ ...node, question: { ...question, values } }))}
        />
      ) : null}
      {question.op === 'at-least' || question.op === 'below' ? (
        <NumberField
          part={place('value', question.value, (value) => onChange({ ...node, question: { ...question, value } }))}
          label="Number"
          min={Number.MIN_SAFE_INTEGER}
        />
      ) : null}
    </div>
  );
}

const COMPARISONS = [
  { value: 'is', label: 'is one of' },
  { value: 'is-not', label: 'is none of' },
  { value: 'exists', label: 'has a value' },
  { value: 'is-missing', label: 'has no value' },
  { value: 'at-least', label: 'is at least' },
  { value: 'below', label: 'is below' },
] as const;
