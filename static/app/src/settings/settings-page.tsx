import './settings.css';
import { useState } from 'react';
import { DefinitionsSection } from './definitions/definitions-section';
import { HistorySection } from './history/history-section';
import { SlackSection } from './slack/slack-section';
import { type Tab, TabList } from './tab-list';

const TABS: readonly Tab[] = [
  { id: 'slack', label: 'Slack' },
  { id: 'definitions', label: 'Definitions' },
  { id: 'history', label: 'Notification history' },
];

export function SettingsPage() {
  const [open, setOpen] = useState('slack');
  return (
    <main className="settings">
      <h1>Baton</h1>
      <p className="subtle">Approvals that start in Jira and are decided in Slack.</p>
      <TabList label="Settings of Baton" tabs={TABS} open={open} onOpen={setOpen} />
      <section className="tab-panel" id={`panel-${open}`} role="tabpanel" aria-labelledby={`tab-${open}`}>
        <Section id={open} />
      </section>
    </main>
  );
}

function Section({ id }: { id: string }) {
  switch (id) {
    case 'definitions':
      return <DefinitionsSection />;
    case 'history':
      return <HistorySection />;
    default:
      return <SlackSection />;
  }
}
