import SectionMessage from '@atlaskit/section-message';
// biome-ignore lint/correctness/noUnresolvedImports: Biome does not see every export of React.
import { lazy, Suspense } from 'react';
import { Loading } from './feedback/loading';

// Each page is a chunk of its own, so that a panel does not wait for what only the settings need.
const PanelPage = lazy(async () => ({ default: (await import('./panel/panel-page')).PanelPage }));
const MyApprovalsPage = lazy(async () => ({ default: (await import('./mine/my-approvals-page')).MyApprovalsPage }));
const SettingsPage = lazy(async () => ({ default: (await import('./settings/settings-page')).SettingsPage }));
const GatePage = lazy(async () => ({ default: (await import('./gate/gate-page')).GatePage }));

export function Page({ surface }: { surface: string }) {
  return (
    <Suspense fallback={<Loading what="the page" />}>
      <Chosen surface={surface} />
    </Suspense>
  );
}

function Chosen({ surface }: { surface: string }) {
  switch (surface) {
    case 'jira:issuePanel':
    case 'confluence:contentBylineItem':
      return <PanelPage />;
    case 'jira:globalPage':
      return <MyApprovalsPage />;
    case 'jira:adminPage':
      return <SettingsPage />;
    case 'jira:workflowValidator':
      return <GatePage />;
    default:
      return (
        <SectionMessage appearance="warning" title="This page is newer than the app">
          <p>Reload the browser tab. If this stays, ask a Jira administrator to update Baton.</p>
        </SectionMessage>
      );
  }
}
