import SectionMessage from '@atlaskit/section-message';
import type { DigestView } from '../../../../src/admin/contract';
import { Loading } from '../feedback/loading';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { Instant } from '../instant';
import { DigestForm } from './digest-form';
import { useDigest } from './use-digest';

export function DigestSection() {
  const digest = useDigest();
  switch (digest.status) {
    case 'pending':
      return <Loading what="your daily digest" />;
    case 'error':
      return <Problem what="Your daily digest could not be loaded" retry={() => digest.refetch()} />;
    case 'success':
      return digest.data.ok ? <Digest view={digest.data.value} /> : <Refusal reason={digest.data.error} />;
  }
}

function Digest({ view }: { view: DigestView }) {
  const { plan, paused, nextAt, note, last } = view;
  return (
    <div className="card">
      <p>
        One message a day with everything that waits for your decision. Where nothing waits, nothing is sent; what
        cannot be sent in Slack comes by e-mail.
      </p>
      {paused === undefined ? null : (
        <SectionMessage appearance="warning">
          <p>{paused}</p>
        </SectionMessage>
      )}
      <ul className="digest-facts" aria-label="Your daily digest">
        {plan === undefined ? <li>You get no digest.</li> : null}
        {nextAt === undefined ? null : (
          <li>
            Next: <Instant at={nextAt} />. {note ?? ''}
          </li>
        )}
        {last === undefined ? null : (
          <li className={last.ok ? undefined : 'error'}>
            Last time, <Instant at={last.at} />: {last.text}
          </li>
        )}
      </ul>
      <DigestForm view={view} />
    </div>
  );
}
