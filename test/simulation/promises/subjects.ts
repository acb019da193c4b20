import { z } from 'zod';
import { nameOfPlace, PLACES } from '../cast';
import { effectText, labelOf } from '../definition-form';
import { type Case, type Evidence, isGone } from './evidence';

const property = z.object({ approval: z.string().optional(), state: z.string().optional() });

/** The product shows each outcome once, what follows from it once, and the state of the newest approval. */
export function subjectPromises(evidence: Evidence): string[] {
  const { day, cases } = evidence;
  return PLACES.flatMap((place) => {
    const seen = look(evidence, place);
    if (seen === undefined || day.world.gone.has(place.id)) return [];
    const own = cases.filter(({ kept }) => kept.approval.subject.id === place.id);
    const broken = [
      ...day.stage.plans
        .filter((plan) => plan.place === place)
        .flatMap((plan) =>
          planPromises(
            own.filter((each) => each.plan === plan),
            plan,
            seen,
          ),
        ),
      ...propertyPromise(own, seen.properties['baton-approval']),
    ];
    return broken.map((each) => `subjects: ${nameOfPlace(place)}: ${each}`);
  });
}

type Seen = {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
};

function look({ day: { stage } }: Evidence, { kind, id }: { kind: string; id: string }): Seen | undefined {
  const { jira, confluence } = stage.sandbox;
  if (kind === 'page') {
    const page = confluence.page(id);
    return page && { texts: page.comments.map(({ text }) => text), labels: page.labels, properties: page.properties };
  }
  const item = jira.workItem(id);
  return (
    item && {
      texts: item.comments.map(({ body }) => JSON.stringify(body)),
      labels: item.labels,
      properties: item.properties,
    }
  );
}

const VERDICT: Readonly<Record<string, string>> = { expired: 'expired before it was decided' };

function planPromises(own: readonly Case[], plan: Case['plan'], { texts, labels }: Seen): string[] {
  const count = (part: string) => texts.filter((text) => text.includes(part)).length;
  const outcomes = ['approved', 'rejected', 'expired', 'cancelled'].flatMap((outcome) => {
    const settled = own.filter(({ model }) => model.status === outcome && model.settled);
    const told = range(settled, ({ kind }) => kind === 'outcome-comment');
    const broken = within(
      count(`${plan.name}: ${VERDICT[outcome] ?? outcome}`),
      told,
      `comments on ${plan.name}, ${outcome}`,
    );
    const followed = range(plan.terms.effects ? settled : [], ({ kind, round }) => kind === 'effect' && round === 0);
    const isTold = outcome === 'approved' || outcome === 'rejected';
    return [
      ...broken,
      ...(isTold ? within(count(effectText(plan, outcome)), followed, `effects of ${plan.name}, ${outcome}`) : []),
    ];
  });
  const approved = own.filter(({ model }) => plan.terms.effects && model.status === 'approved' && model.settled);
  const labelled = range(approved, ({ kind, round }) => kind === 'effect' && round === 1);
  const has = labels.includes(labelOf(plan));
  if (has && approved.length === 0) outcomes.push(`is labelled ${labelOf(plan)} for nothing`);
  if (!has && labelled.least > 0) outcomes.push(`is not labelled ${labelOf(plan)}`);
  return [...outcomes, ...own.flatMap(prematurely)];
}

/** What is given up is dead, and an administrator sees it: then it may or may not have been done. */
function range(settled: readonly Case[], which: (row: Case['rows'][number]) => boolean) {
  const due = settled.filter((each) => !isGone(each));
  const dead = due.filter(({ rows }) => rows.some((row) => which(row) && row.status === 'dead')).length;
  return { least: due.length - dead, most: due.length };
}

const within = (count: number, { least, most }: { least: number; most: number }, what: string) =>
  count < least || count > most ? [`${count} ${what}, and it was so ${least} to ${most} times`] : [];

/** Nothing follows from an outcome that could still be taken back, or was. */
const prematurely = ({ model, rows, plan }: Case): string[] =>
  model.settled
    ? []
    : rows
        .filter(({ kind }) => kind === 'effect' || kind === 'outcome-comment')
        .map(({ kind }) => `${kind} of ${plan.name}, which is not settled`);

function propertyPromise(own: readonly Case[], value: unknown): string[] {
  const shown = own.filter(({ kept }) => kept.approval.shelved === undefined);
  const newest = shown.toSorted(
    (a, b) =>
      b.kept.approval.startedAt - a.kept.approval.startedAt || (a.kept.approval.id < b.kept.approval.id ? 1 : -1),
  )[0];
  if (own.length === 0) return value === undefined ? [] : ['a property without an approval'];
  if (own.some(({ rows }) => rows.some(({ kind, status }) => kind === 'state-property' && status === 'dead')))
    return [];
  const { approval, state } = property.safeParse(value).data ?? {};
  const is = `${approval} ${state}`;
  const should = newest === undefined ? 'undefined undefined' : `${newest.kept.approval.id} ${stateOf(newest)}`;
  return is === should ? [] : [`the property shows ${is}, and the newest is ${should} (${newest?.plan.name})`];
}

function stateOf({ model, kept }: Case): string {
  if (model.status === 'approved' && kept.approval.validity === 'lapsed') return 'lapsed';
  return (model.status === 'approved' || model.status === 'pending') && model.outdated ? 'outdated' : model.status;
}
