import { ListField } from '../fields/list-field';
import { NumberField } from '../fields/number-field';
import { OptionField } from '../fields/option-field';
import { OptionalPart } from '../fields/optional-part';
import { PartProblem } from '../fields/part-problem';
import type { Quorum, Rule } from '../form';
import { member, type Part, seenAs } from '../part';
import { freshRule, QUORUMS, QUORUMS_OF_VOTE, RULES, turnedInto } from './quorum';
import { RuleFields } from './rule-fields';

type Props = { part: Part<Quorum>; isVote: boolean };

export function QuorumFields({ part, isVote }: Props) {
  const { value } = part;
  const kind: Part<Quorum['type']> = {
    ...part,
    value: value.type,
    onChange: (type) => part.onChange(turnedInto(value, type)),
  };
  return (
    <>
      <OptionField
        part={kind}
        at={`${part.path}.type`}
        label={isVote ? 'The vote closes when this many have voted' : 'How many must approve'}
        options={isVote ? QUORUMS_OF_VOTE : QUORUMS}
      />
      <PartProblem part={part} />
      {value.type === 'any-of' ? (
        <ListField
          part={member(seenAs(part, value), 'rules')}
          label="One of these is enough"
          one="rule"
          fresh={() => freshRule('any')}
        >
          {(rule) => <OneRule part={rule} />}
        </ListField>
      ) : (
        <RuleFields part={seenAs<Quorum, Exclude<Quorum, { type: 'any-of' }>>(part, value)} />
      )}
      {isVote ? null : (
        <OptionalPart part={member(part, 'fail')} label="So many rejections fail the step" fresh={() => 1}>
          {(fail) => (
            <NumberField
              part={fail}
              label="Rejections"
              hint="Without this, it fails as soon as it can no longer be approved."
              min={1}
              max={100}
            />
          )}
        </OptionalPart>
      )}
    </>
  );
}

function OneRule({ part }: { part: Part<Rule> }) {
  const kind: Part<Rule['type']> = {
    ...part,
    value: part.value.type,
    onChange: (type) => part.onChange(freshRule(type)),
  };
  return (
    <>
      <OptionField part={kind} at={`${part.path}.type`} label="Rule" options={RULES} />
      <RuleFields part={part} />
    </>
  );
}
