import Lozenge from '@atlaskit/lozenge';
import type { PersonView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Instant } from '../../instant';

type Props = { person: PersonView; nameOf: (id: string) => string; isBusy: boolean; remove: () => void };

export function PersonRow({ person, nameOf, isBusy, remove }: Props) {
  const { accountId, state, slack, trust, since, by, reason } = person;
  const name = nameOf(accountId);
  const { label, appearance } = STATES[state];
  return (
    <tr>
      <td data-label="Person">{name}</td>
      <td data-label="In Slack">
        {slack === undefined ? 'Not found' : `${slack.user} in ${slack.workspace}`}
        {reason === undefined ? null : <p className="reason">{reason}</p>}
      </td>
      <td data-label="Known">
        <Lozenge appearance={appearance}>{trust === undefined ? label : TRUSTS[trust]}</Lozenge>
        {since === undefined || by === undefined ? null : (
          <p className="subtle">
            {by === accountId ? '' : `${nameOf(by)}, `}
            <Instant at={since} />
          </p>
        )}
      </td>
      <td data-label="Change">
        {state === 'linked' ? (
          <Button spacing="compact" isDisabled={isBusy} aria-label={`Remove the link of ${name}`} onClick={remove}>
            Remove link
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

const STATES = {
  linked: { label: 'Linked', appearance: 'success' },
  matched: { label: 'Found', appearance: 'default' },
  unreachable: { label: 'E-mail instead', appearance: 'moved' },
  'not-known': { label: 'Not known now', appearance: 'default' },
} as const;

const TRUSTS = {
  verified: 'Linked by themselves',
  admin: 'Linked by an administrator',
  'email-match': 'Found by e-mail address',
} as const;
