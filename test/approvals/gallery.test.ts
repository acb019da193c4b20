import { beforeAll, describe, expect, it } from 'vitest';
import { loadWorkingTime, type WorkingTime } from '../../src/approvals/calendar';
import { checkDefinition, type DefinitionFault } from '../../src/approvals/core/check-definition';
import type { Draft } from '../../src/approvals/core/definition';
import { parseDraft } from '../../src/approvals/definition-codec';
import { type Blank, GALLERY } from '../../src/approvals/gallery';

let zones: WorkingTime;
beforeAll(async () => {
  zones = await loadWorkingTime();
});

const ANSWERS: Readonly<Record<Blank['needs'], unknown>> = {
  people: ['ada', 'ben'],
  person: 'cleo',
  groups: [{ id: 'g-1', name: 'Operations' }],
  emails: ['anna@supplier.example'],
  projects: ['OPS'],
  spaces: ['POL'],
};

/** The draft as an admin leaves it who answers each question and changes nothing else. */
function filled(draft: Draft, blanks: readonly Blank[]): Draft {
  const copy: unknown = JSON.parse(JSON.stringify(draft));
  for (const { field, needs } of blanks) put(copy, field.match(/[^.[\]]+/g) ?? [], ANSWERS[needs]);
  const parsed = parseDraft(copy);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function put(target: unknown, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined || typeof target !== 'object' || target === null || !(name in target)) {
    throw new Error(`no such place: ${path.join('.')}`);
  }
  const members = target as Record<string, unknown>;
  if (rest.length === 0) members[name] = value;
  else put(members[name], rest, value);
}

function faultsOf(draft: Draft): readonly DefinitionFault[] {
  const checked = checkDefinition(draft, zones);
  return checked.ok ? [] : checked.error;
}

describe.each(GALLERY.map((entry) => [entry.title, entry] as const))('%s', (_title, { about, blanks, draft }) => {
  it('can be saved once its blanks are filled in', () => {
    expect(faultsOf(filled(draft, blanks))).toEqual([]);
  });

  it('asks for all that is missing, and for nothing else', () => {
    const missing = faultsOf(draft).map(({ field }) => (field === 'scope' ? blanks[0]?.field : field));

    expect([...missing].sort()).toEqual(blanks.map(({ field }) => field).sort());
  });

  it('says when to use it, and puts each blank as a question', () => {
    expect(about.length).toBeGreaterThan(40);
    for (const { question } of blanks) expect(question).toMatch(/\?/);
  });

  it('says for each blank what belongs there', () => {
    for (const { field, needs } of blanks) expect(field.split('.').at(-1)).toBe(needs === 'person' ? 'to' : needs);
  });
});

describe('the gallery', () => {
  it('has at least eight definitions, each under its own key and name', () => {
    expect(GALLERY.length).toBeGreaterThanOrEqual(8);
    expect(new Set(GALLERY.map(({ key }) => key)).size).toBe(GALLERY.length);
    expect(new Set(GALLERY.map(({ draft }) => draft.name)).size).toBe(GALLERY.length);
  });

  it('shows steps one after another and at the same time, votes, addresses and people who are looked up', () => {
    const steps = GALLERY.flatMap(({ draft }) => draft.steps);

    expect(GALLERY.filter(({ draft }) => draft.steps.some(({ together }) => together)).map(({ key }) => key)).toEqual([
      'release',
      'document-review',
    ]);
    expect(steps.filter(({ vote }) => vote !== undefined)).toHaveLength(1);
    expect(new Set(steps.map(({ asks }) => asks.type))).toEqual(
      new Set(['user', 'group', 'space-permission', 'external', 'field']),
    );
  });

  it('lets nothing be approved by silence', () => {
    const policies = GALLERY.flatMap(({ draft }) => draft.steps.map(({ deadline }) => deadline?.onExpiry));

    expect(policies).not.toContain('approve');
  });
});
