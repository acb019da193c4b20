import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { LinkView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Loading } from '../feedback/loading';
import { Outcome } from '../feedback/outcome';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { Field } from '../form/field';
import { refusalAt } from '../form/refused-fields';
import { Instant } from '../instant';
import { useEnterCode, useLink, useRemoveOwnLink } from './link-slack';

export function LinkSection() {
  const link = useLink();
  switch (link.status) {
    case 'pending':
      return <Loading what="your Slack account" />;
    case 'error':
      return <Problem what="Your Slack account could not be loaded" retry={() => link.refetch()} />;
    case 'success':
      if (!link.data.ok) return <Refusal reason={link.data.error} />;
      return link.data.value.link === undefined ? (
        <CodeForm slackConnected={link.data.value.slackConnected} />
      ) : (
        <Linked link={link.data.value.link} />
      );
  }
}

function CodeForm({ slackConnected }: { slackConnected: boolean }) {
  const enter = useEnterCode();
  const [code, setCode] = useState('');
  if (!slackConnected) return <p className="subtle">Slack is not connected here, so there is nothing to link.</p>;

  const problem = refusalAt(enter.data, 'code');
  function send(event: FormEvent) {
    event.preventDefault();
    enter.mutate({ code });
  }
  return (
    <form className="card" onSubmit={send}>
      <p>Type “/baton link” in Slack, and enter here the code that you see there. Then Baton knows that it is you.</p>
      <Field label="Code" hint="Eight letters and digits. It works once, for ten minutes." error={problem}>
        {(ids) => (
          <Textfield
            {...ids}
            autoComplete="off"
            spellCheck={false}
            maxLength={20}
            value={code}
            isInvalid={problem !== undefined}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
        )}
      </Field>
      {problem === undefined ? <Outcome change={enter} what="Your Slack account was not linked" /> : null}
      <div className="actions">
        <Button appearance="primary" type="submit" isLoading={enter.isPending} isDisabled={code.trim() === ''}>
          Link your Slack account
        </Button>
      </div>
    </form>
  );
}

function Linked({ link }: { link: NonNullable<LinkView['link']> }) {
  const remove = useRemoveOwnLink();
  return (
    <div className="card">
      <p>
        You are <code>{link.user}</code> in {link.workspace}.
      </p>
      <p className="subtle">
        {link.trust === 'verified' ? 'You said so yourself, ' : 'An administrator said so, '}
        <Instant at={link.since} />
      </p>
      <Outcome change={remove} what="The link was not removed" />
      <div className="actions">
        <Button isLoading={remove.isPending} onClick={() => remove.mutate({})}>
          Remove the link
        </Button>
      </div>
    </div>
  );
}
