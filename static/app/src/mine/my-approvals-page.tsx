import './mine.css';
import { DelegationSection } from '../delegation/delegation-section';
import { DigestSection } from './digest-section';
import { Inbox } from './inbox';
import { LinkSection } from './link-section';

export function MyApprovalsPage() {
  return (
    <main className="mine">
      <h1>My approvals</h1>
      <section aria-labelledby="waiting">
        <h2 id="waiting">Waiting for you</h2>
        <Inbox />
      </section>
      <section aria-labelledby="away">
        <h2 id="away">When you are away</h2>
        <DelegationSection />
      </section>
      <section aria-labelledby="digest">
        <h2 id="digest">Daily digest</h2>
        <DigestSection />
      </section>
      <section aria-labelledby="slack">
        <h2 id="slack">Link your Slack account</h2>
        <LinkSection />
      </section>
    </main>
  );
}
