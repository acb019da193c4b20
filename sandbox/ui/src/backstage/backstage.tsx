import { useState } from 'react';
import { useMail, useSandboxState, useWorld } from '../questions';
import { Tabs } from '../tabs';
import { Faults } from './faults';
import { Invocations } from './invocations';
import { Mailbox } from './mailbox';

/** What a company does not see: its mail server, what goes wrong, and what every run of a function used. */
export function Backstage() {
  const [open, setOpen] = useState('mail');
  const mail = useMail();
  const state = useSandboxState();
  const people = useWorld().data?.people ?? [];
  if (mail.data === undefined || state.data === undefined) return null;
  const { faults, invocations, costUsd } = state.data;
  const mails = mail.data;
  const tabs = [
    { id: 'mail', label: 'Mailbox', count: mails.length, content: () => <Mailbox mails={mails} people={people} /> },
    {
      id: 'faults',
      label: 'Make something go wrong',
      count: faults.length,
      content: () => <Faults pending={faults} />,
    },
    {
      id: 'invocations',
      label: 'What ran',
      count: invocations.length,
      content: () => <Invocations invocations={invocations} costUsd={costUsd} />,
    },
  ];
  return (
    <section className="window backstage" aria-label="Behind the scenes">
      <div className="window-body">
        <Tabs label="Behind the scenes" tabs={tabs} open={open} onOpen={setOpen} />
      </div>
    </section>
  );
}
