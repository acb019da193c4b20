import type { Faults } from './form';

/** The path itself and whatever it lies in, the nearest first: `a[1].b`, `a[1]`, `a`. */
export function placesAround(path: string): string[] {
  const places: string[] = [];
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['), 0))) {
    places.push(rest);
  }
  return places;
}

export const lies = (path: string, within: string): boolean =>
  path === within || path.startsWith(`${within}.`) || path.startsWith(`${within}[`);

/** What is wrong at a field; `deep` also with anything in it, for a field that shows a whole list. */
export function problemAt(faults: Faults, path: string, { deep = false } = {}): string | undefined {
  const found = faults.filter(({ field }) => (deep ? lies(field, path) : field === path));
  if (found.length === 0) return undefined;
  return found.map(({ field, problem }) => inPlace(field.slice(path.length), problem)).join('; ');
}

/** `[2]` is the third of what the field lists. */
function inPlace(below: string, problem: string): string {
  const index = /^\[(\d+)\]/.exec(below)?.[1];
  return index === undefined ? capital(problem) : `Number ${Number(index) + 1} ${problem}`;
}

/** Where a fault is, as a person finds it on the page: `Step 2, quorum, pass`. */
export function placeName(path: string): string {
  const names = path.split('.').map((name) => {
    const [, word = '', index] = /^([^[]*)(?:\[(\d+)\])?/.exec(name) ?? [];
    const known = WORDS[word] ?? word;
    return index === undefined ? known : `${SINGULAR[word] ?? known} ${Number(index) + 1}`;
  });
  return capital(names.filter((name) => name !== '').join(', '));
}

const SINGULAR: Record<string, string | undefined> = {
  steps: 'step',
  people: 'person',
  groups: 'group',
  emails: 'address',
  rules: 'rule',
  options: 'option',
  values: 'value',
  of: 'condition',
  hours: 'hours',
  holidays: 'holiday',
  parts: 'part',
  projects: 'project',
  spaces: 'space',
  escalate: 'level',
  remindBeforeMinutes: 'reminder',
};

const WORDS: Record<string, string | undefined> = {
  terms: '',
  of: '',
  together: 'at the same time',
  asks: 'who is asked',
  pass: 'number',
  fail: 'rejections that fail it',
  startWhen: 'automatic start',
  when: 'condition',
  exclude: 'who may not decide',
  allow: 'answers',
  op: 'kind',
  dueInMinutes: 'due after',
  remindBeforeMinutes: 'reminders',
  escalate: 'escalation',
  afterMinutes: 'after',
  onExpiry: 'when it expires',
  calendar: 'working time',
  timeZone: 'time zone',
  delivery: 'where to ask',
  mode: 'way',
  changes: 'changes of the content',
  undoMinutes: 'undo',
  renewDaysBefore: 'renewal',
  onApproved: 'after approval',
  onRejected: 'after rejection',
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
