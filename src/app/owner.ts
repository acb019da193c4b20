import type { Jira } from '../atlassian/jira';
import type { MailApi } from '../email/mail-api';
import type { Directory } from '../identity/directory';
import type { Clock } from '../ports';
import type { AccountId } from '../shared/brand';
import { html } from '../shared/html';
import type { SlackClient } from '../slack/client';
import type { Connection, Connections } from '../slack/connections';
import { isUsable } from '../slack/connections/model';
import { section } from '../slack/elements';
import { inert } from '../slack/limits';

type Parts = {
  clock: Clock;
  connections: Connections;
  clientOf: (connection: Connection) => Pick<SlackClient, 'post'>;
  find: Directory['find'];
  jira: Pick<Jira, 'emails'>;
  mail: MailApi;
};

type Way = () => Promise<void>;

/**
 * How whoever connected a workspace is told that it was lost: by mail where a service is set up, else in another
 * workspace in which they are known. Jira mails about work items alone, and the settings page shows it in any case.
 */
export function createWayToOwner({ clock, connections, clientOf, find, jira, mail }: Parts) {
  return async function wayToOwner(owner: AccountId, lost: Connection): Promise<Way | undefined> {
    return (await wayByMail(owner, lost)) ?? (await wayInSlack(owner, lost));
  };

  async function wayByMail(owner: AccountId, { team, name }: Connection): Promise<Way | undefined> {
    const to = (await mail.isConfigured()) ? (await jira.emails([owner])).get(owner) : undefined;
    if (to === undefined || to === '') return undefined;
    const text = textOf(name);
    return () =>
      mail.send({
        to,
        subject: `Baton is no longer connected to ${name}`,
        text,
        html: html`<p>${text}</p>`.markup,
        idempotencyKey: `connection-${team}-${clock.now()}`,
      });
  }

  async function wayInSlack(owner: AccountId, { name }: Connection): Promise<Way | undefined> {
    const reach = (await find([owner])).get(owner)?.slack;
    if (reach?.type !== 'user') return undefined;
    const { connections: all } = await connections.all();
    const other = all.find((each) => each.team === reach.team && isUsable(each));
    if (other === undefined) return undefined;
    const text = textOf(name);
    return async () => {
      await clientOf(other).post(reach.user, { text: inert(text), blocks: [section(text)] });
    };
  }
}

const textOf = (workspace: string) =>
  `Baton can no longer reach the Slack workspace ${workspace}. People get e-mail instead. Open Baton’s settings in Jira, section Slack, and connect it again.`;
