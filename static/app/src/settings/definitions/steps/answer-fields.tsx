import { CheckField } from '../fields/check-field';
import { CheckList } from '../fields/check-list';
import { OptionField } from '../fields/option-field';
import type { StepForm } from '../form';
import { member, type Part } from '../part';

/** Which answers there are, and who may not give them. */
export function AnswerFields({ part }: { part: Part<StepForm> }) {
  const allow = member(part, 'allow');
  return (
    <>
      <fieldset className="field">
        <legend className="label">
          {part.value.vote === undefined ? 'Besides approving and rejecting' : 'Besides voting'}, people may
        </legend>
        <div className="checks">
          <CheckField part={member(allow, 'requestChanges')} label="Request changes" />
          <CheckField part={member(allow, 'abstain')} label="Abstain" />
        </div>
      </fieldset>
      <OptionField part={member(part, 'comment')} label="A comment is required" options={COMMENTS} />
      <CheckList
        part={member(part, 'exclude')}
        label="Never asked, also when they are among them"
        options={EXCLUSIONS}
      />
    </>
  );
}

const COMMENTS = [
  { value: 'never', label: 'Never' },
  { value: 'on-reject', label: 'To reject or to request changes' },
  { value: 'always', label: 'Always' },
] as const;

const EXCLUSIONS = [
  { value: 'requester', label: 'Whoever started it' },
  { value: 'assignee', label: 'The assignee' },
  { value: 'reporter', label: 'The reporter' },
  { value: 'last-editor', label: 'Whoever edited the page last' },
] as const;
