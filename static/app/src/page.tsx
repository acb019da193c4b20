import SectionMessage from '@atlaskit/section-message';
import { PanelPage } from './panel/panel-page';
import { SettingsPage } from './settings/settings-page';

export function Page({ moduleKey }: { moduleKey: string }) {
  switch (moduleKey) {
    case 'approval-panel':
      return <PanelPage />;
    case 'settings':
      return <SettingsPage />;
    default:
      return (
        <SectionMessage appearance="warning" title="This page is newer than the app">
          <p>Reload the browser tab. If this stays, ask a Jira administrator to update Baton.</p>
        </SectionMessage>
      );
  }
}
