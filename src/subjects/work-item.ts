import type { Approval } from '../approvals/core/model';
import type { Jira } from '../atlassian/jira';
import type { Telling } from '../notifications/core/surfaces';
import { PermanentError } from '../shared/errors';
import type { Subject } from './core/model';
import { adfOfOutcome } from './outcome-comment';

/** Under this key JQL and automation find a work item's approval. */
const PROPERTY = 'baton-approval';
const PROPERTY_ROUNDS = 3;

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

  /**
   * Two approvals of one work item write the same property, and Jira takes whatever comes last. So the one who has
   * written looks again, and puts right what was newer and came before.
   */
  async function property({ approval }: Telling): Promise<void> {
    if (isNewer(await newestOf(approval.subject), approval)) throw new PermanentError('newer-approval');

    let shown = approval;
    for (let round = 0; round < PROPERTY_ROUNDS; round += 1) {
      await jira.setProperty(approval.subject.id, PROPERTY, toProperty(shown));
      const newest = await newestOf(approval.subject);
      if (newest === undefined || isNewer(shown, newest) || isSame(shown, newest)) break;
      shown = newest;
    }
    if (shown.id !== approval.id) throw new PermanentError('newer-approval');
  }

  return { load, comment, property };
}

const isNewer = (one: Approval | undefined, other: Approval) => one !== undefined && one.startedAt > other.startedAt;
const isSame = (one: Approval, other: Approval) =>
  JSON.stringify(toProperty(one)) === JSON.stringify(toProperty(other));

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
