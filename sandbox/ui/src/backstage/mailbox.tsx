import type { Mail, World } from '../api';
import { toDay } from '../time';
import { Letter } from './letter';

type Props = { mails: readonly Mail[]; people: World['people'] };

/** Every mail of the made-up world, also to those who are no part of the company. */
export function Mailbox({ mails, people }: Props) {
  const isKnown = (address: string) => people.some(({ email }) => email.toLowerCase() === address.toLowerCase());
  if (mails.length === 0) return <p className="quiet">No mail yet. Whoever cannot be reached in Slack gets one.</p>;
  return (
    <ul className="mails">
      {[...mails].reverse().map((mail) => (
        <li key={mail.id}>
          <details>
            <summary>
              <strong>{mail.subject}</strong>
              <span className="quiet">
                to {nameOf(mail, people)} · {toDay(mail.at)}
              </span>
              {isKnown(mail.to.address) ? null : <span className="outsider">outside of the company</span>}
            </summary>
            <p className="quiet">
              From {mail.from} to {mail.to.address}
            </p>
            <Letter subject={mail.subject} text={mail.text} html={mail.html} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function nameOf({ to: { name, address } }: Mail, people: World['people']): string {
  return name ?? people.find(({ email }) => email === address)?.name ?? address;
}
