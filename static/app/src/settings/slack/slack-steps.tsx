import { openTab } from '../../api';
import { Button } from '../../button';
import { CopyField } from './copy-field';

const SCOPES = ['chat:write', 'im:write', 'users:read', 'users:read.email', 'channels:read', 'groups:read'];

export function SlackSteps({ interactivityUrl }: { interactivityUrl: string }) {
  return (
    <section aria-labelledby="slack-steps">
      <h2 id="slack-steps">1. Make a Slack app</h2>
      <p className="subtle">Baton talks to Slack through an app of your own, so nobody else holds its token.</p>
      <ol className="how-to">
        <li>
          Create an app “from scratch” in your workspace.
          <div className="actions">
            <Button spacing="compact" onClick={() => openTab('https://api.slack.com/apps')}>
              Open Slack’s app page
            </Button>
          </div>
        </li>
        <li>
          Under <strong>OAuth &amp; Permissions</strong>, add these bot token scopes:
          <ul className="scopes" aria-label="Scopes">
            {SCOPES.map((scope) => (
              <li key={scope}>
                <code>{scope}</code>
              </li>
            ))}
          </ul>
        </li>
        <li>
          Under <strong>Interactivity &amp; Shortcuts</strong>, switch interactivity on and paste this address:
          <CopyField label="Interactivity request URL" value={interactivityUrl} />
        </li>
        <li>
          Under <strong>Install App</strong>, install it to your workspace.
        </li>
      </ol>
    </section>
  );
}
