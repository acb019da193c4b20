import { textToAdf } from '../atlassian/adf-text';
import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { Role, World } from '../world/world';
import { DEFAULT_PRIORITY } from './fields/catalogue';
import type { CommentRecord, History, Rule, WorkItemRecord } from './records';
import { statusNamed } from './workflow';

type ProjectRecord = { id: string; key: string; name: string; lastNumber: number };

/** What search still sees of a work item that was changed a moment ago. */
type Stale = { until: number; as: WorkItemRecord | null };

const INDEX_LAG_MS = 3_000;

export type JiraStore = ReturnType<typeof createJiraStore>;

export function createJiraStore({ documents, clock }: { documents: Documents; clock: SandboxClock }) {
  const items = documents.collection<WorkItemRecord>('jira:work-item');
  const ids = documents.collection<string>('jira:work-item-key');
  const comments = documents.collection<CommentRecord>('jira:comment');
  const projects = documents.collection<ProjectRecord>('jira:project');
  const histories = documents.collection<History>('jira:history');
  const roles = documents.collection<Role>('jira:role');
  const rules = documents.collection<Rule[]>('jira:rule');
  const stale = documents.collection<Stale>('jira:stale');

  const find = (idOrKey: string) => items.get(idOrKey) ?? items.get(ids.get(idOrKey.toUpperCase()) ?? '');
  const findProject = (idOrKey: string) =>
    projects.get(idOrKey) ?? projects.all().find((project) => project.key === idOrKey);

  /** Search is not read-after-write: it goes on seeing the version before, for a while. */
  function leaveStale(id: string): void {
    const now = clock.now();
    const earlier = stale.get(id);
    const as = earlier !== undefined && earlier.until > now ? earlier.as : (items.get(id) ?? null);
    stale.put(id, { until: now + INDEX_LAG_MS, as });
  }

  return {
    find,
    findProject,
    items: () => items.all(),
    indexed(): WorkItemRecord[] {
      const now = clock.now();
      const lagging = new Map(stale.entries().filter(([, { until }]) => until > now));
      const seen = items.all().map((item) => {
        const old = lagging.get(item.id);
        return old === undefined ? item : old.as;
      });
      const gone = [...lagging].filter(([id]) => items.get(id) === undefined).map(([, { as }]) => as);
      return [...seen, ...gone].filter((item) => item !== null);
    },
    put(item: WorkItemRecord): void {
      leaveStale(item.id);
      items.put(item.id, item);
      ids.put(item.key, item.id);
    },
    delete(item: WorkItemRecord): void {
      leaveStale(item.id);
      for (const id of item.comments) comments.delete(id);
      for (const { id, itemId } of histories.all()) if (itemId === item.id) histories.delete(id);
      items.delete(item.id);
      ids.delete(item.key);
    },
    /** The next free id and key. A number is never given twice, also when its work item was deleted. */
    nextIdentity(project: ProjectRecord): { id: string; key: string } {
      projects.put(project.id, { ...project, lastNumber: project.lastNumber + 1 });
      return { id: String(20_000 + documents.next('jira:work-item')), key: `${project.key}-${project.lastNumber + 1}` };
    },
    comment: (id: string) => comments.get(id),
    commentsOf: (item: WorkItemRecord) => item.comments.flatMap((id) => comments.get(id) ?? []),
    putComment(comment: CommentRecord): void {
      comments.put(comment.id, comment);
    },
    nextCommentId: () => String(30_000 + documents.next('jira:comment')),
    addHistory(history: Omit<History, 'id'>): History {
      const kept = { ...history, id: String(40_000 + documents.next('jira:changelog')) };
      histories.put(kept.id, kept);
      return kept;
    },
    historyOf: (item: WorkItemRecord) => histories.all().filter(({ itemId }) => itemId === item.id),
    projects: () => projects.all(),
    roles: () => roles.all(),
    rulesOf: (projectId: string, transition: string): Rule[] => rules.get(`${projectId} ${transition}`) ?? [],
    setRules: (projectId: string, transition: string, given: Rule[]) => rules.put(`${projectId} ${transition}`, given),
    seed(world: World): void {
      for (const project of world.projects)
        projects.put(project.id, { ...project, lastNumber: lastNumber(world, project.id) });
      for (const role of world.roles) roles.put(String(role.id), role);
      for (const {
        description,
        status,
        fields = {},
        labels = [],
        priority = DEFAULT_PRIORITY,
        ...item
      } of world.workItems) {
        const at = { created: clock.now(), updated: clock.now() };
        const more = { priority, labels: [...labels], custom: { ...fields } };
        const rest = { creator: item.reporter, properties: [], comments: [], ...more, ...at };
        items.put(item.id, { ...item, status: statusNamed(status).name, description: textToAdf(description), ...rest });
        ids.put(item.key, item.id);
      }
    },
    clear(): void {
      for (const collection of [items, ids, comments, projects, histories, roles, rules, stale]) collection.clear();
    },
  };
}

function lastNumber(world: World, projectId: string): number {
  const numbers = world.workItems
    .filter((item) => item.projectId === projectId)
    .map((item) => Number(item.key.split('-').at(-1)));
  return Math.max(0, ...numbers);
}
