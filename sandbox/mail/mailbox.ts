import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';

export type Mail = {
  id: string;
  at: number;
  to: { accountId?: string; address: string; name?: string };
  from: string;
  subject: string;
  text: string;
  html?: string;
  via: 'jira-notify' | 'mail-api';
};

export type Mailbox = {
  send(mail: Omit<Mail, 'id' | 'at'>): void;
  /** Oldest first. */
  all(): Mail[];
  reset(): void;
};

export function createMailbox({ documents, clock }: { documents: Documents; clock: SandboxClock }): Mailbox {
  const mails = documents.collection<Mail>('mail');
  return {
    send(mail) {
      const id = String(documents.next('mail'));
      mails.put(id, { id, at: clock.now(), ...mail });
    },
    all: () => mails.all(),
    reset: () => mails.clear(),
  };
}
