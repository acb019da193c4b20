import type { Story } from '../test/support/story';
import { atMost, counted, type Section } from './budget';
import { CROWD, crowd, pressAsFirst } from './crowd';
import { measured, sum, type Usage } from './usage';

type Told = { readonly click: Usage; readonly all: Usage; readonly property: Part };
type Part = { readonly reads: number; readonly writes: number; readonly points: number };

/** One press on an approval of so many people, whose names and Slack users are known already. */
async function pressAmong(people: number, actionId = 'approve'): Promise<Told> {
  const story = await crowd(people, { quorum: 'all', ...(actionId === 'approve' ? {} : { comment: 'always' }) });
  await story.start(CROWD);
  const property = countProperty(story);
  const { invocations, usage } = await measured(story.sandbox, () => pressAsFirst(story, actionId));
  await story.sandbox.close();
  return { click: sum(invocations.filter((each) => each.function === 'slack-interactivity')), all: usage, property };
}

/**
 * What of it the state property of the work item takes: its row, and the approvals of the subject, which nothing else
 * reads here. The budget speaks of the record, the message and the audit.
 */
function countProperty({ sandbox }: Story): Part {
  const part = { reads: 0, writes: 0, points: 0 };
  const { handle } = sandbox.kvs;
  const { fetch } = sandbox.jira;
  sandbox.jira.fetch = (request, caller) => {
    if (request.method === 'PUT' && request.url.includes('/properties/')) part.points += 1;
    return fetch(request, caller);
  };
  sandbox.kvs.handle = (installation, path, body) => {
    const text = JSON.stringify(body);
    const isRow = path.endsWith('/transaction') && text.includes('"kind":"state-property"');
    const isApprovals = path.endsWith('/batch/get') && /^\[\{"key":"[^"]*","entityName":"approval"\}\]$/.test(text);
    if (isRow) part.writes += 1;
    if (isApprovals || text.includes('"entityName":"subject"')) part.reads += 1;
    return handle(installation, path, body);
  };
  return part;
}

export async function countClicks(): Promise<readonly Section[]> {
  const [one, more, modal] = [await pressAmong(2), await pressAmong(3), await pressAmong(2, 'approve-form')];
  const extra = { reads: more.all.reads - one.all.reads, writes: more.all.writes - one.all.writes };
  const decision = {
    reads: one.all.reads - extra.reads - one.property.reads,
    writes: one.all.writes - extra.writes - one.property.writes,
  };
  return [
    {
      title: 'A click, until it is acknowledged',
      lines: [
        atMost('KVS reads after the signature', one.click.reads - 1, 4),
        atMost('KVS writes', one.click.writes, 1),
        atMost('queue pushes', one.click.pushes, 1),
        atMost('calls to response_url', one.click.slack, 1),
        atMost('product REST points', one.click.points, 0),
      ],
    },
    {
      title: 'A click that opens a modal, until it is acknowledged',
      lines: [
        atMost('KVS reads after the signature', modal.click.reads - 1, 2),
        counted('KVS writes', modal.click.writes),
        counted('calls to Slack: views.open, and views.update with the form', modal.click.slack),
        atMost('product REST points', modal.click.points, 0),
      ],
    },
    {
      title: 'A decision by click from end to end: its record, its message, its audit (people known)',
      lines: [
        atMost('KVS reads, with two of the Slack secret', decision.reads, 6),
        atMost('KVS writes', decision.writes, 5),
        atMost('invocations', one.all.invocations, 3),
        atMost('product REST points', one.all.points - one.property.points, 0),
        counted('besides: the property of the work item, KVS reads', one.property.reads),
        counted('besides: the property of the work item, KVS writes', one.property.writes),
        counted('besides: the property of the work item, REST points', one.property.points),
        counted('each further message updated, KVS reads', extra.reads),
        counted('each further message updated, KVS writes', extra.writes),
      ],
    },
  ];
}
