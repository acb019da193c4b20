import { z } from 'zod';
import { escapeHtml, layout } from './page';
import type { AppSettings } from './records';

const manifest = z.object({
  display_information: z.object({ name: z.string() }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** In the place of https://api.slack.com/apps: the sandbox holds one app, which is made already. */
export function newAppPage(app: AppSettings, query: URLSearchParams): string {
  const given = query.get('manifest_json');
  const asked = given === null ? undefined : manifest.safeParse(jsonOrUndefined(given)).data;
  const { clientId, clientSecret, signingSecret } = app;
  return layout(
    'Your Slack app, in the sandbox',
    `<h1>Your Slack app, in the sandbox</h1>
    <p>At Slack you would choose a workspace here, and press Create. The sandbox stands in for Slack: its app is made
    already, and nothing leaves this machine.</p>
    ${given === null ? '' : toldOf(asked)}
    <p>Enter these in Baton’s settings, under Slack, and save them:</p>
    <dl>${[
      ['Client ID', clientId],
      ['Client secret', clientSecret],
      ['Signing secret', signingSecret],
    ]
      .map(([term = '', value = '']) => `<dt>${term}</dt><dd><code>${escapeHtml(value)}</code></dd>`)
      .join('')}</dl>
    <p>Then press Connect a workspace there, and choose “Lighthouse Retail”: it is not connected yet.</p>`,
  );
}

const toldOf = (asked: z.infer<typeof manifest> | undefined): string =>
  asked === undefined
    ? '<p><strong>Slack would not take this manifest:</strong> it cannot be read.</p>'
    : `<p>From the manifest, ${escapeHtml(asked.display_information.name)} would ask for:</p>
      <ul>${asked.oauth_config.scopes.bot.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('')}</ul>`;

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
