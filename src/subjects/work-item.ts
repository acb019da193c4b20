import type { Approval } from '../approvals/core/model';
import type { Jira } from '../atlassian/jira';
import type { Telling } from '../notifications/core/surfaces';
import { PermanentError } from '../shared/errors';
import type { Subject } from './core/model';
import { adfOfOutcome } from './outcome-comment';

/** Under this key JQL and automation find a work item's approval. */
const PROPERTY = 'baton-approval';

type Deps = {
  jira: Pick<Jira, 'workItemAsUser' | 'addComment' | 'hasComment' | 'setProperty'>;
  /** The approval that was started last on this subject. */
  newestOf: (subject: Subject) => Promise<Approval | undefined>;
};

export function createWorkItems({ jira, newestOf }: Deps) {
  /** Read as the person who asks, so that nobody starts or sees anything on an item that Jira hides from them. */
  async function load(id: string, siteUrl: string): Promise<Subject | undefined> {
    const item = await jira.workItemAsUser(id);
    if (item === undefined) return undefined;
    const url = new URL(`/browse/${encodeURIComponent(item.key)}`, siteUrl).href;
    return { kind: 'work-item', id: item.id, key: item.key, title: item.summary, url };
  }

  async function comment({ approval, row }: Telling, mayExist: boolean): Promise<void> {
    const { id } = approval.subject;
    if (mayExist && (await jira.hasComment(id, row.key))) return;
    await jira.addComment(id, adfOfOutcome(approval), row.key);
  }

  async function property({ approval }: Telling): Promise<void> {
    const newest = await newestOf(approval.subject);
    if (newest !== undefined && newest.startedAt > approval.startedAt) throw new PermanentError('newer-approval');
    await jira.setProperty(approval.subject.id, PROPERTY, toProperty(approval));
  }

  return { load, comment, property };
}

function toProperty(approval: Approval) {
  const open = approval.steps.find((step) => step.status === 'open');
  return {
    approval: approval.id,
    definition: approval.definition.name,
    definitionId: approval.definition.id,
    state: approval.status,
    startedAt: new Date(approval.startedAt).toISOString(),
    ...(open === undefined ? {} : { step: open.name }),
    ...(approval.status === 'pending' ? {} : { closedAt: new Date(approval.closedAt).toISOString() }),
  };
}
