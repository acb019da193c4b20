import Textfield from '@atlaskit/textfield';
import type { FormEvent } from 'react';
import type { ConnectionView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Field } from '../../form/field';
import { textsOf } from './secret-field';
import { useSlackChange } from './use-slack';

type Props = { connection: ConnectionView; close: () => void };

export function RenameForm({ connection, close }: Props) {
  const { teamId, name } = connection;
  const rename = useSlackChange('slack/rename', 'The workspace has another name here');
  const refusal = rename.data?.ok === false ? rename.data : undefined;
  const error = refusal?.field === 'name' ? refusal.error : undefined;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    rename.mutate(
      { teamId, name: textsOf(event.currentTarget)('name') },
      { onSuccess: (answer) => (answer.ok ? close() : undefined) },
    );
  }

  return (
    <form onSubmit={send} aria-label={`Rename ${name}`}>
      <Field label="Name" hint="Only in Baton; Slack keeps its own." error={error}>
        {(ids) => <Textfield {...ids} name="name" isRequired maxLength={80} defaultValue={name} />}
      </Field>
      {error === undefined ? <Outcome change={rename} what="The name was not changed" /> : null}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={rename.isPending}>
          Rename
        </Button>
        <Button appearance="subtle" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
