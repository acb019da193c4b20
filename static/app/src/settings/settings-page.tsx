import './settings.css';
import './definitions/definitions.css';
import { useEffect, useState } from 'react';
import { AttentionSection } from './attention/attention-section';
import { AutomationSection } from './automation/automation-section';
import { DefinitionsSection } from './definitions/definitions-section';
import { HistorySection } from './history/history-section';
import { LeaveDialog } from './leave-dialog';
import { MailSection } from './mail/mail-section';
import { PeopleSection } from './people/people-section';
import { SlackSection } from './slack/slack-section';
import { type Tab, TabList } from './tab-list';

const TABS: readonly Tab[] = [
  { id: 'definitions', label: 'Definitions' },
  { id: 'attention', label: 'Attention' },
  { id: 'slack', label: 'Slack' },
  { id: 'people', label: 'People' },
  { id: 'mail', label: 'Mail' },
  { id: 'automation', label: 'Automation' },
  { id: 'history', label: 'Notification history' },
];

export function SettingsPage() {
  const [open, setOpen] = useState('definitions');
  const [isUnsaved, setUnsaved] = useState(false);
  const [wanted, setWanted] = useState<string>();
  useWarningOnClose(isUnsaved);

  function leaveFor(tab: string) {
    setUnsaved(false);
    setWanted(undefined);
    setOpen(tab);
  }

  /** The way there is gone with its section: whoever uses the keyboard goes on from the tab. */
  function goTo(tab: string) {
    setOpen(tab);
    document.getElementById(`tab-${tab}`)?.focus();
  }

  return (
    <main className="settings">
      <h1>Baton</h1>
      <p className="subtle">Approvals in Jira and Confluence, decided wherever people are.</p>
      <TabList
        label="Settings of Baton"
        tabs={TABS}
        open={open}
        onOpen={(tab) => (isUnsaved && tab !== open ? setWanted(tab) : setOpen(tab))}
      />
      <section className="tab-panel" id={`panel-${open}`} role="tabpanel" aria-labelledby={`tab-${open}`}>
        <Section id={open} tellUnsaved={setUnsaved} goTo={goTo} />
      </section>
      {wanted === undefined ? null : <LeaveDialog stay={() => setWanted(undefined)} leave={() => leaveFor(wanted)} />}
    </main>
  );
}

type SectionProps = { id: string; tellUnsaved: (isUnsaved: boolean) => void; goTo: (tab: string) => void };

function Section({ id, tellUnsaved, goTo }: SectionProps) {
  switch (id) {
    case 'attention':
      return <AttentionSection goTo={goTo} />;
    case 'slack':
      return <SlackSection />;
    case 'people':
      return <PeopleSection />;
    case 'mail':
      return <MailSection />;
    case 'automation':
      return <AutomationSection />;
    case 'history':
      return <HistorySection />;
    default:
      return <DefinitionsSection tellUnsaved={tellUnsaved} />;
  }
}

/** The browser asks in its own words before the page goes. */
function useWarningOnClose(isUnsaved: boolean) {
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}
