import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { CopyField } from '../copy-field';
import { ApiExamples } from './api-examples';
import { TokenCard } from './token-card';
import { useApi } from './use-api-token';

export function AutomationSection() {
  const api = useApi();
  switch (api.status) {
    case 'pending':
      return <Loading what="the web API" />;
    case 'error':
      return <Problem what="The web API could not be loaded" retry={() => api.refetch()} />;
    case 'success':
      if (!api.data.ok) return <Refusal reason={api.data.error} />;
      return (
        <div className="stack">
          <section aria-labelledby="automation-rules">
            <h2 id="automation-rules">In Automation rules</h2>
            <p>
              Add an action to a rule of Jira or Confluence and look for “Baton”: start an approval, cancel one, read
              one. They need no token.
            </p>
          </section>
          <section className="stack" aria-labelledby="automation-api">
            <h2 id="automation-api">From scripts and other tools</h2>
            <p>
              One address takes all requests, with a token. Whoever has the token can start, read and cancel approvals
              as the administrator who made it.
            </p>
            <CopyField label="Address" value={api.data.value.url} />
            <TokenCard token={api.data.value.token} />
            <ApiExamples url={api.data.value.url} />
          </section>
        </div>
      );
  }
}
