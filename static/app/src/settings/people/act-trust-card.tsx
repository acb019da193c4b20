import Select from '@atlaskit/select';
import type { LinkTrust } from '../../../../../src/admin/contract';
import { Outcome } from '../../feedback/outcome';
import { Field } from '../../form/field';
import { useSavePeopleSettings } from './use-mapping';

type Choice = { value: LinkTrust; label: string };

const CHOICES: readonly Choice[] = [
  { value: 'email-match', label: 'Everybody who is found, also by e-mail address' },
  { value: 'admin', label: 'People whom an administrator or they themselves have linked' },
  { value: 'verified', label: 'Only people who have linked themselves' },
];

export function ActTrustCard({ present }: { present: LinkTrust }) {
  const save = useSavePeopleSettings();
  return (
    <div className="card">
      <h2>Who may decide from Slack</h2>
      <p className="subtle">
        Everybody is told in Slack. Whoever may not decide there decides in Jira or Confluence, or types “/baton link”.
      </p>
      <Field
        label="People who may decide"
        hint="An address can pass to somebody else. A link that people made themselves is the only proof."
      >
        {({ id }) => (
          <Select<Choice>
            inputId={id}
            options={CHOICES}
            isDisabled={save.isPending}
            value={CHOICES.find(({ value }) => value === present)}
            onChange={(choice) => (choice === null ? undefined : save.mutate({ actTrust: choice.value }))}
          />
        )}
      </Field>
      <Outcome change={save} what="The setting was not saved" />
    </div>
  );
}
