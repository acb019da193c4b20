import { useId } from 'react';
import type { SlackView } from '../../../../../src/admin/contract';
import { openTab } from '../../api';
import { Button } from '../../button';
import { CopyField } from '../copy-field';

type Props = { slack: SlackView; isOpen: boolean };

/** How a site comes by a Slack app of its own. */
export function MakeApp({ slack, isOpen }: Props) {
  const id = useId();
  const { manifest, scopes } = slack;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>The Slack app</h2>
      <p className="subtle">Baton talks to Slack through an app of your own, so nobody else holds its tokens.</p>
      <details open={isOpen}>
        <summary>Make the app</summary>
        <ol className="how-to">
          <li>
            Slack’s page opens with everything filled in. Choose a workspace, then press Create.
            <div className="actions">
              <Button appearance="primary" onClick={() => openTab(manifest.createUrl)}>
                Create Slack app
              </Button>
            </div>
          </li>
          <li>
            Copy the client ID, the client secret and the signing secret from <strong>Basic Information</strong> into
            the fields below, and save them.
          </li>
          <li>
            Under <strong>Event Subscriptions</strong>, have Slack verify the request URL, and switch on{' '}
            <strong>Delayed Events</strong>, so that nothing is missed while Baton cannot be reached.
          </li>
          <li>
            For more workspaces than the one where you made the app: under <strong>Manage Distribution</strong>,
            activate public distribution. The app is not listed anywhere.
          </li>
        </ol>
      </details>
      <details>
        <summary>App manifest</summary>
        <p className="subtle">The same by hand: “Create an app”, “From a manifest”, then paste one of these.</p>
        <CopyField label="YAML" value={manifest.yaml} isLong />
        <CopyField label="JSON" value={manifest.json} isLong />
      </details>
      <details>
        <summary>What the app may do, and why</summary>
        <dl className="facts">
          {scopes.map(({ scope, why }) => (
            <Scope key={scope} scope={scope} why={why} />
          ))}
        </dl>
      </details>
    </section>
  );
}

function Scope({ scope, why }: { scope: string; why: string }) {
  return (
    <>
      <dt>
        <code>{scope}</code>
      </dt>
      <dd>{why}</dd>
    </>
  );
}
