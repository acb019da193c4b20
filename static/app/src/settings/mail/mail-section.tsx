import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import type { MailView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { Instant } from '../../instant';
import { MailForm } from './mail-form';
import { nameOf } from './providers';
import { TestMail } from './test-mail';
import { useMail } from './use-mail';

export function MailSection() {
  const mail = useMail();
  switch (mail.status) {
    case 'pending':
      return <Loading what="the mail settings" />;
    case 'error':
      return <Problem what="The mail settings could not be loaded" retry={() => mail.refetch()} />;
    case 'success':
      return mail.data.ok ? <Mail mail={mail.data.value} /> : <Refusal reason={mail.data.error} />;
  }
}

function Mail({ mail }: { mail: MailView }) {
  const [isChanging, setChanging] = useState(false);
  return (
    <div className="columns">
      {mail.configured && !isChanging ? (
        <Configured mail={mail} change={() => setChanging(true)} />
      ) : (
        <MailForm
          from={mail.configured ? mail.from : ''}
          provider={mail.configured ? mail.provider : 'postmark'}
          saved={() => setChanging(false)}
          goBack={mail.configured ? () => setChanging(false) : undefined}
        />
      )}
      <Without />
    </div>
  );
}

type ConfiguredMail = Extract<MailView, { configured: true }>;

function Configured({ mail, change }: { mail: ConfiguredMail; change: () => void }) {
  return (
    <article className="card start">
      <div className="card-title">
        <h2>{nameOf(mail.provider)}</h2>
        <Lozenge appearance="success">Set up</Lozenge>
      </div>
      <p className="subtle">
        Mails come from {mail.from}. Last changed <Instant at={mail.changedAt} />. The key is kept as a secret and never
        shown again.
      </p>
      <div className="actions">
        <Button onClick={change}>Change</Button>
      </div>
      <TestMail />
    </article>
  );
}

function Without() {
  return (
    <section aria-labelledby="mail-without">
      <h2 id="mail-without">What works without it</h2>
      <ul className="how-to plain">
        <li>People with an account get mails about work items through Jira itself.</li>
        <li>On pages, people with an account are mentioned in a comment, and Confluence tells them.</li>
        <li>Slack needs no mail at all.</li>
      </ul>
      <h2 className="next">What needs it</h2>
      <ul className="how-to plain">
        <li>Approvers without an account: they decide through a link in a mail.</li>
        <li>Mails about pages, instead of a comment.</li>
      </ul>
    </section>
  );
}
