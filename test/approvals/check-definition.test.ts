import { describe, expect, it } from 'vitest';
import { checkDefinition, type DefinitionFault } from '../../src/approvals/core/check-definition';
import type {
  Asked,
  Calendar,
  Condition,
  Deadline,
  Draft,
  Effect,
  Quorum,
  Rule,
  Scope,
  StepDefinition,
  Vote,
} from '../../src/approvals/core/definition';
import { type AccountId, toAccountId } from '../../src/shared/brand';
import { draft, draftStep, draftTerms } from './drafts';

const isTimeZone = (name: string) => name === 'Europe/Berlin';

function faultsOf(more: Partial<Draft>): readonly DefinitionFault[] {
  const checked = checkDefinition(draft(more), { isTimeZone });
  return checked.ok ? [] : checked.error;
}

const crowd = (size: number, from = 0): readonly AccountId[] =>
  Array.from({ length: size }, (_, n) => toAccountId(`person-${n + from}`));
const users = (...people: readonly string[]): Asked => ({ type: 'user', people: people.map(toAccountId) });
const emails = (...addresses: readonly string[]): Asked => ({ type: 'external', emails: addresses });
const group = (id: string) => ({ id, name: `Group ${id}` });
const groups = (...ids: readonly string[]): Asked => ({ type: 'group', groups: ids.map(group) });
const ROLE: Asked = { type: 'role', role: { id: '10002', name: 'Administrators' } };
const SPACE: Asked = { type: 'space-permission', permission: 'administer-space' };
const FIELD: Asked = { type: 'field', field: { id: 'customfield_10010', name: 'Approvers' } };

const steps = (count: number) => Array.from({ length: count }, () => draftStep());
const step = (more: Partial<StepDefinition>): Partial<Draft> => ({ steps: [draftStep(more)] });
const asking = (asks: Asked): Partial<Draft> => step({ asks });
const quorum = (rule: Quorum, asks: Asked = users('ada', 'ben')): Partial<Draft> => step({ quorum: rule, asks });
const named = (...people: readonly string[]): Quorum & Rule => ({ type: 'named', people: people.map(toAccountId) });
const chosen = (projects: readonly string[], spaces: readonly string[] = []): Scope => ({
  type: 'chosen',
  projects,
  spaces,
});

const option = (name: string, rejects = false) => ({ name, rejects });
const vote = (more: Partial<Vote> = {}, rest: Partial<StepDefinition> = {}): Partial<Draft> =>
  step({ ...rest, vote: { options: [option('A'), option('B')], choice: 'single', tie: 'deadlock', ...more } });
const options = (count: number) => Array.from({ length: count }, (_, n) => option(`Option ${n}`));

const is = (fact: string, ...values: readonly string[]): Condition => ({ op: 'is', fact, values });
const not = (of: Condition): Condition => ({ op: 'not', of });
const any = (...of: readonly Condition[]): Condition => ({ op: 'any', of });
const all = (...of: readonly Condition[]): Condition => ({ op: 'all', of });
const when = (condition: Condition): Partial<Draft> => step({ when: condition });
const nested = (depth: number): Condition => (depth === 1 ? is('label', 'x') : not(nested(depth - 1)));
const leaves = (count: number) => all(...Array.from({ length: count }, () => is('label', 'x')));

const deadline = (more: Partial<Deadline>): Partial<Draft> =>
  step({ deadline: { dueInMinutes: 100, remindBeforeMinutes: [], escalate: [], onExpiry: 'expire', ...more } });
const levels = (...afters: readonly number[]) =>
  afters.map((afterMinutes, level) => ({ afterMinutes, to: toAccountId(`chief-${level}`) }));
const YEAR = 366 * 24 * 60;

const terms = (more: Parameters<typeof draftTerms>[0]): Partial<Draft> => ({ terms: draftTerms(more) });
const span = (day: number, from: string, to: string) => ({ day, from, to });
const calendar = (more: Partial<Calendar>): Partial<Draft> =>
  terms({ calendar: { timeZone: 'Europe/Berlin', hours: [span(1, '09:00', '17:00')], holidays: [], ...more } });
const approved = (...effects: readonly Effect[]): Partial<Draft> => terms({ onApproved: effects });
const parts = (...names: readonly string[]): Partial<Draft> =>
  terms({ changes: { onChange: 'tell', parts: names, ignoreMinorEdits: false, ignoreWhitespace: false } });
const label = (text: string): Effect => ({ type: 'add-label', label: text });
const comments = (text: string) => Array.from({ length: 10 }, (): Effect => ({ type: 'comment', text }));
const talkative = (letter: string) =>
  terms({ onApproved: comments(letter.repeat(2_000)), onRejected: comments(letter.repeat(2_000)) });
const days = (count: number) => Array.from({ length: count }, (_, n) => `${2000 + n}-01-01`);

describe('a definition may have', () => {
  it.each<[string, Partial<Draft>]>([
    ['one step with one person', {}],
    ['a name of 100 characters', { name: 'x'.repeat(100) }],
    ['a description of 1,000 characters', { description: 'x'.repeat(1_000) }],
    ['100 people in one step', asking(users(...crowd(100)))],
    ['100 people over two steps', { steps: [0, 50].map((from) => draftStep({ asks: users(...crowd(50, from)) })) }],
    ['50 steps', { steps: steps(50) }],
    ['one person in several steps', { steps: steps(2) }],
    ['a step together with the one before it', { steps: [draftStep(), draftStep({ together: true })] }],
    ['20 groups', asking(groups(...crowd(20)))],
    ['addresses of all kinds', asking(emails("o'neill+x@mail.example.com", 'A_B@x-y.org', '1@a.co'))],
    ['a field, a role and a permission of a space', { steps: [FIELD, ROLE, SPACE].map((asks) => draftStep({ asks })) }],

    ['a number of everybody who is asked', quorum({ type: 'number', pass: 2, fail: 2 })],
    ['a number over people who are looked up', quorum({ type: 'number', pass: 100 }, groups('a'))],
    ['100 percent', quorum({ type: 'percent', percent: 100 })],
    ['named people who are asked', quorum(named('ada'))],
    ['named people who may be in a group', quorum(named('ada'), groups('a'))],
    ['rule sets', quorum({ type: 'any-of', rules: [named('ada'), { type: 'number', pass: 2 }], fail: 1 })],

    ['a vote with 20 options', vote({ options: options(20) })],
    ['a vote with a moderator', vote({ tie: 'moderator', moderator: toAccountId('rita') })],
    [
      'a vote with comments and abstentions',
      vote({}, { comment: 'always', allow: { requestChanges: true, abstain: true } }),
    ],
    ['a vote that counts a share', vote({}, { quorum: { type: 'percent', percent: 50 } })],

    ['a condition of depth 5', when(nested(5))],
    ['a condition of 50 questions', when(leaves(50))],
    ['a condition on a field', when({ op: 'at-least', fact: 'field:customfield_10010', value: -0.5 })],
    ['an automatic start on everything', { startWhen: all() }],

    ['a deadline of a year', deadline({ dueInMinutes: YEAR })],
    ['a deadline of a minute', deadline({ dueInMinutes: 1 })],
    ['5 reminders and 5 levels', deadline({ remindBeforeMinutes: [99, 4, 3, 2, 1], escalate: levels(1, 2, 3, 4, 99) })],

    ['hours that touch, until midnight', calendar({ hours: [span(7, '00:00', '12:00'), span(7, '12:00', '24:00')] })],
    ['the same hours on two days', calendar({ hours: [span(1, '09:00', '17:00'), span(2, '09:00', '17:00')] })],
    ['400 holidays', calendar({ holidays: days(400) })],
    ['a leap day', calendar({ holidays: ['2028-02-29', '2000-02-29'] })],
    ['an hour to undo', terms({ undoMinutes: 60 })],
    ['ten years of validity', terms({ validity: { days: 3_650, renewDaysBefore: 3_649 } })],
    ['a day of validity', terms({ validity: { days: 1, renewDaysBefore: 0 } })],
    ['twenty long comments', talkative('x')],
    ['10 effects', approved(...Array.from({ length: 10 }, () => label('done')))],
    [
      'effects of all kinds',
      approved(
        { type: 'transition', to: 'Done' },
        { type: 'set-field', field: 'priority', value: 'High' },
        { type: 'comment', text: 'x'.repeat(2_000) },
      ),
    ],

    ['projects and spaces', { scope: chosen(['OPS', 'A_1'], ['DOCS', '~712020:ab-c', 'hr']) }],
    ['a role where there are projects', { ...asking(ROLE), scope: chosen(['OPS'], ['DOCS']) }],
    ['a permission where there are spaces', { ...asking(SPACE), scope: chosen(['OPS'], ['DOCS']) }],
    ['a start on one of its projects', { scope: chosen(['OPS', 'SHOP']), startWhen: is('project', 'shop') }],
    ['a start on what is not of a space', { scope: chosen(['OPS']), startWhen: not(is('space', 'DOCS')) }],
    ['a start on a label of a page', { scope: chosen([], ['DOCS']), startWhen: is('label', 'policy') }],
    ['a start on one of two kinds', { startWhen: any(is('space', 'DOCS'), is('project', 'OPS')) }],
  ])('%s', (_title, more) => {
    expect(faultsOf(more)).toEqual([]);
  });
});

describe('a definition may not have', () => {
  it.each<[string, Partial<Draft>, string, RegExp]>([
    ['an empty name', { name: '' }, 'name', /^must not be empty/],
    ['a blank name', { name: ' \t' }, 'name', /^must not be empty/],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, 'name', /at most 100 characters/],
    [
      'a description of 1,001 characters',
      { description: 'x'.repeat(1_001) },
      'description',
      /at most 1,000 characters/,
    ],
    ['no step', { steps: [] }, 'steps', /at least one step/],
    ['51 steps', { steps: steps(51) }, 'steps', /at most 50 steps/],
    ['twenty long comments in letters of three bytes', talkative('界'), 'steps', /larger than 100 KB/],
    [
      'more than a record holds',
      { steps: steps(50).map((each) => ({ ...each, name: '界'.repeat(100), when: leaves(45) })) },
      'steps',
      /larger than 100 KB/,
    ],
    ['a first step together with nothing', step({ together: true }), 'steps[0].together', /no step is before it/],
    ['a step without a name', step({ name: ' ' }), 'steps[0].name', /must not be empty/],
    ['a long name of a step', step({ name: 'x'.repeat(101) }), 'steps[0].name', /at most 100/],

    [
      '101 people over two steps',
      { steps: [draftStep({ asks: users(...crowd(51)) }), draftStep({ asks: users(...crowd(50)) })] },
      'steps',
      /at most 100 people in all, not 101/,
    ],
    [
      '100 people and one more by escalation',
      {
        steps: [
          draftStep({
            asks: users(...crowd(100)),
            deadline: { dueInMinutes: 9, remindBeforeMinutes: [], escalate: levels(1), onExpiry: 'expire' },
          }),
        ],
      },
      'steps',
      /not 101/,
    ],
    ['nobody in a step', asking(users()), 'steps[0].asks.people', /at least one person/],
    ['a person twice', asking(users('ada', 'ben', 'ada')), 'steps[0].asks.people[2]', /not be there twice/],
    ['an empty person', asking(users('ada', '')), 'steps[0].asks.people[1]', /must not be empty/],
    [
      'an address for a person',
      asking(users('mailto:a@b.example')),
      'steps[0].asks.people[0]',
      /id of an Atlassian account/,
    ],
    ['no group', asking(groups()), 'steps[0].asks.groups', /at least one group/],
    ['21 groups', asking(groups(...crowd(21))), 'steps[0].asks.groups', /at most 20 groups/],
    ['a group twice', asking(groups('a', 'a')), 'steps[0].asks.groups[1].id', /twice/],
    ['a group without an id', asking(groups('')), 'steps[0].asks.groups[0].id', /must not be empty/],
    [
      'a group without a name',
      asking({ type: 'group', groups: [{ id: 'a', name: '' }] }),
      'steps[0].asks.groups[0].name',
      /must not be empty/,
    ],
    [
      'a field that cannot be',
      asking({ type: 'field', field: { id: 'my field', name: 'My field' } }),
      'steps[0].asks.field.id',
      /id of a field/,
    ],
    [
      'a role without an id',
      asking({ type: 'role', role: { id: '', name: 'X' } }),
      'steps[0].asks.role.id',
      /must not be empty/,
    ],
    ['no address', asking(emails()), 'steps[0].asks.emails', /at least one e-mail address/],
    [
      'an address twice, in other letters',
      asking(emails('a@b.example', 'A@B.Example')),
      'steps[0].asks.emails[1]',
      /twice/,
    ],

    ['a number above the people asked', quorum({ type: 'number', pass: 3 }), 'steps[0].quorum.pass', /at most 2/],
    [
      'a number above the addresses',
      quorum({ type: 'number', pass: 2 }, emails('a@b.example')),
      'steps[0].quorum.pass',
      /at most 1/,
    ],
    [
      'a number above what an approval holds',
      quorum({ type: 'number', pass: 101 }, groups('a')),
      'steps[0].quorum.pass',
      /from 1 to 100/,
    ],
    ['a number of nobody', quorum({ type: 'number', pass: 0 }), 'steps[0].quorum.pass', /from 1/],
    ['a half number', quorum({ type: 'number', pass: 1.5 }), 'steps[0].quorum.pass', /whole number/],
    ['0 percent', quorum({ type: 'percent', percent: 0 }), 'steps[0].quorum.percent', /from 1 to 100/],
    ['101 percent', quorum({ type: 'percent', percent: 101 }), 'steps[0].quorum.percent', /from 1 to 100/],
    ['more rejections to fail than people', quorum({ type: 'any', fail: 3 }), 'steps[0].quorum.fail', /at most 2/],
    ['no rejection to fail', quorum({ type: 'any', fail: 0 }), 'steps[0].quorum.fail', /from 1/],
    [
      'too many rejections in rule sets',
      quorum({ type: 'any-of', rules: [{ type: 'any' }], fail: 3 }),
      'steps[0].quorum.fail',
      /at most 2/,
    ],
    ['nobody named', quorum(named()), 'steps[0].quorum.people', /at least one person/],
    [
      'somebody named who is not asked',
      quorum(named('ada', 'cleo')),
      'steps[0].quorum.people[1]',
      /whom the step asks/,
    ],
    [
      'an account named among addresses',
      quorum(named('ada'), emails('a@b.example')),
      'steps[0].quorum.people[0]',
      /whom the step asks/,
    ],
    ['somebody named twice', quorum(named('ada', 'ada')), 'steps[0].quorum.people[1]', /twice/],
    ['rule sets without a rule', quorum({ type: 'any-of', rules: [] }), 'steps[0].quorum.rules', /at least one rule/],
    [
      '11 rules',
      quorum({ type: 'any-of', rules: Array.from({ length: 11 }, () => ({ type: 'any' })) }),
      'steps[0].quorum.rules',
      /at most 10 rules/,
    ],
    [
      'a rule that cannot be met',
      quorum({ type: 'any-of', rules: [{ type: 'any' }, { type: 'number', pass: 3 }] }),
      'steps[0].quorum.rules[1].pass',
      /at most 2/,
    ],

    ['a vote with one option', vote({ options: options(1) }), 'steps[0].vote.options', /at least 2 options/],
    ['a vote with 21 options', vote({ options: options(21) }), 'steps[0].vote.options', /at most 20 options/],
    [
      'an option without a name',
      vote({ options: [option('A'), option(' ')] }),
      'steps[0].vote.options[1].name',
      /must not be empty/,
    ],
    [
      'an option with a long name',
      vote({ options: [option('A'), option('x'.repeat(101))] }),
      'steps[0].vote.options[1].name',
      /at most 100/,
    ],
    ['an option twice', vote({ options: [option('Yes'), option('yes ')] }), 'steps[0].vote.options[1].name', /twice/],
    [
      'only options that reject',
      vote({ options: [option('A', true), option('B', true)] }),
      'steps[0].vote.options',
      /one that does not reject/,
    ],
    [
      'a tie for a moderator who is missing',
      vote({ tie: 'moderator' }),
      'steps[0].vote.moderator',
      /who decides a tie/,
    ],
    ['a moderator who cannot be', vote({ moderator: toAccountId('') }), 'steps[0].vote.moderator', /must not be empty/],
    ['named people in a vote', vote({}, { quorum: named('ada') }), 'steps[0].quorum.type', /in a vote/],
    [
      'rule sets in a vote',
      vote({}, { quorum: { type: 'any-of', rules: [{ type: 'any' }] } }),
      'steps[0].quorum.type',
      /in a vote/,
    ],
    ['rejections in a vote', vote({}, { quorum: { type: 'any', fail: 1 } }), 'steps[0].quorum.fail', /in a vote/],

    ['an exclusion twice', step({ exclude: ['requester', 'requester'] }), 'steps[0].exclude[1]', /twice/],

    ['a condition on an unknown fact', when(is('colour', 'red')), 'steps[0].when.fact', /one of project, type/],
    [
      'a condition on a field without an id',
      when({ op: 'exists', fact: 'field:' }),
      'steps[0].when.fact',
      /one of project/,
    ],
    ['a condition without values', when(is('label')), 'steps[0].when.values', /at least one value/],
    ['a condition with an empty value', when(is('label', 'a', ' ')), 'steps[0].when.values[1]', /must not be empty/],
    ['a condition with a long value', when(is('label', 'x'.repeat(256))), 'steps[0].when.values[0]', /at most 255/],
    ['a condition with 51 values', when(is('label', ...crowd(51))), 'steps[0].when.values', /at most 50/],
    [
      'a condition that compares with nothing',
      when({ op: 'below', fact: 'priority', value: Number.NaN }),
      'steps[0].when.value',
      /must be a number/,
    ],
    [
      'a choice among no conditions',
      when(all(is('label', 'x'), any())),
      'steps[0].when.of[1].of',
      /at least one condition/,
    ],
    [
      'a fault deep in a condition',
      when(any(is('label', 'x'), not(is('x', 'y')))),
      'steps[0].when.of[1].of.fact',
      /one of project/,
    ],
    ['a condition of depth 6', when(nested(6)), 'steps[0].when', /at most 5 deep/],
    ['a condition of 51 questions', when(leaves(51)), 'steps[0].when', /at most 50 questions/],

    ['a deadline at once', deadline({ dueInMinutes: 0 }), 'steps[0].deadline.dueInMinutes', /from 1/],
    [
      'a deadline after more than a year',
      deadline({ dueInMinutes: YEAR + 1 }),
      'steps[0].deadline.dueInMinutes',
      /to 527,040/,
    ],
    [
      'a reminder at the opening',
      deadline({ remindBeforeMinutes: [100] }),
      'steps[0].deadline.remindBeforeMinutes[0]',
      /less than/,
    ],
    [
      'a reminder at the end',
      deadline({ remindBeforeMinutes: [0] }),
      'steps[0].deadline.remindBeforeMinutes[0]',
      /from 1/,
    ],
    [
      'a reminder twice',
      deadline({ remindBeforeMinutes: [5, 5] }),
      'steps[0].deadline.remindBeforeMinutes[1]',
      /twice/,
    ],
    [
      '6 reminders',
      deadline({ remindBeforeMinutes: [1, 2, 3, 4, 5, 6] }),
      'steps[0].deadline.remindBeforeMinutes',
      /at most 5 reminders/,
    ],
    [
      'an escalation at the end',
      deadline({ escalate: levels(100) }),
      'steps[0].deadline.escalate[0].afterMinutes',
      /less than/,
    ],
    [
      'escalations out of order',
      deadline({ escalate: levels(20, 10) }),
      'steps[0].deadline.escalate[1].afterMinutes',
      /later than the level before/,
    ],
    [
      'two escalations at once',
      deadline({ escalate: levels(20, 20) }),
      'steps[0].deadline.escalate[1].afterMinutes',
      /later than/,
    ],
    ['6 levels', deadline({ escalate: levels(1, 2, 3, 4, 5, 6) }), 'steps[0].deadline.escalate', /at most 5 levels/],
    [
      'an escalation to nobody',
      deadline({ escalate: [{ afterMinutes: 5, to: toAccountId('') }] }),
      'steps[0].deadline.escalate[0].to',
      /must not be empty/,
    ],
    [
      'an escalation to somebody again',
      deadline({ escalate: [5, 6].map((afterMinutes) => ({ afterMinutes, to: toAccountId('ada') })) }),
      'steps[0].deadline.escalate[1].to',
      /twice/,
    ],

    ['an unknown time zone', calendar({ timeZone: 'Mars/Crater' }), 'terms.calendar.timeZone', /time zone/],
    ['no working hour', calendar({ hours: [] }), 'terms.calendar.hours', /at least one span/],
    ['an eighth day', calendar({ hours: [span(8, '09:00', '17:00')] }), 'terms.calendar.hours[0].day', /from 1 to 7/],
    [
      'a time that cannot be',
      calendar({ hours: [span(1, '9:00', '17:00')] }),
      'terms.calendar.hours[0].from',
      /must be a time/,
    ],
    [
      'a minute too many',
      calendar({ hours: [span(1, '09:00', '24:01')] }),
      'terms.calendar.hours[0].to',
      /must be a time/,
    ],
    [
      'hours that end before they begin',
      calendar({ hours: [span(1, '17:00', '09:00')] }),
      'terms.calendar.hours[0].to',
      /later than/,
    ],
    [
      'hours without length',
      calendar({ hours: [span(1, '09:00', '09:00')] }),
      'terms.calendar.hours[0].to',
      /later than/,
    ],
    [
      'hours that overlap',
      calendar({ hours: [span(1, '09:00', '13:00'), span(2, '09:00', '17:00'), span(1, '12:59', '17:00')] }),
      'terms.calendar.hours[2]',
      /overlap/,
    ],
    [
      'a holiday that is no date',
      calendar({ holidays: ['2026-12-25', 'Christmas'] }),
      'terms.calendar.holidays[1]',
      /must be a date/,
    ],
    ['a holiday twice', calendar({ holidays: ['2026-12-25', '2026-12-25'] }), 'terms.calendar.holidays[1]', /twice/],
    ['401 holidays', calendar({ holidays: days(401) }), 'terms.calendar.holidays', /at most 400/],

    ['more than an hour to undo', terms({ undoMinutes: 61 }), 'terms.undoMinutes', /from 0 to 60/],
    ['half a minute to undo', terms({ undoMinutes: 0.5 }), 'terms.undoMinutes', /whole number/],
    ['no validity', terms({ validity: { days: 0, renewDaysBefore: 0 } }), 'terms.validity.days', /from 1 to 3,650/],
    [
      'eleven years of validity',
      terms({ validity: { days: 3_651, renewDaysBefore: 0 } }),
      'terms.validity.days',
      /from 1/,
    ],
    [
      'a renewal at the start',
      terms({ validity: { days: 30, renewDaysBefore: 30 } }),
      'terms.validity.renewDaysBefore',
      /less than/,
    ],
    ['a part that cannot be', parts('title', 'the body'), 'terms.changes.parts[1]', /id of a field/],
    ['a part twice', parts('title', 'title'), 'terms.changes.parts[1]', /twice/],
    [
      '51 parts',
      parts(...Array.from({ length: 51 }, (_, n) => `customfield_${n}`)),
      'terms.changes.parts',
      /at most 50/,
    ],
    [
      '11 effects',
      terms({ onRejected: Array.from({ length: 11 }, () => label('no')) }),
      'terms.onRejected',
      /at most 10 effects/,
    ],
    [
      'a transition to nowhere',
      approved({ type: 'transition', to: '' }),
      'terms.onApproved[0].to',
      /must not be empty/,
    ],
    [
      'a field without a value',
      approved({ type: 'set-field', field: 'priority', value: ' ' }),
      'terms.onApproved[0].value',
      /must not be empty/,
    ],
    [
      'a field that cannot be set',
      approved({ type: 'set-field', field: '', value: 'x' }),
      'terms.onApproved[0].field',
      /must not be empty/,
    ],
    ['a label with a space', approved(label('ok'), label('not ok')), 'terms.onApproved[1].label', /no spaces/],
    [
      'a comment of 2,001 characters',
      approved({ type: 'comment', text: 'x'.repeat(2_001) }),
      'terms.onApproved[0].text',
      /at most 2,000/,
    ],

    ['a scope of nothing', { scope: chosen([]) }, 'scope', /at least one project or space/],
    ['a project that cannot be', { scope: chosen(['OPS', 'ops']) }, 'scope.projects[1]', /key of a project/],
    ['a project twice', { scope: chosen(['OPS', 'OPS']) }, 'scope.projects[1]', /twice/],
    ['a space that cannot be', { scope: chosen([], ['MY DOCS']) }, 'scope.spaces[0]', /key of a space/],
    ['a space twice, in other letters', { scope: chosen([], ['DOCS', 'docs']) }, 'scope.spaces[1]', /twice/],
    [
      '101 projects',
      { scope: chosen(Array.from({ length: 101 }, (_, n) => `P${n}`)) },
      'scope.projects',
      /at most 100/,
    ],

    ['a field of a page', { ...asking(FIELD), scope: chosen([], ['DOCS']) }, 'steps[0].asks', /no project/],
    ['a role in a space', { ...asking(ROLE), scope: chosen([], ['DOCS']) }, 'steps[0].asks', /no project/],
    ['a permission in a project', { ...asking(SPACE), scope: chosen(['OPS']) }, 'steps[0].asks', /no space/],
    [
      'a transition of a page',
      { ...approved({ type: 'transition', to: 'Done' }), scope: chosen([], ['DOCS']) },
      'terms.onApproved[0]',
      /no project/,
    ],
    [
      'a field set on a page',
      {
        ...terms({ onRejected: [{ type: 'set-field', field: 'priority', value: 'Low' }] }),
        scope: chosen([], ['DOCS']),
      },
      'terms.onRejected[0]',
      /no project/,
    ],
    [
      'a start on a space without spaces',
      { scope: chosen(['OPS']), startWhen: is('space', 'DOCS') },
      'startWhen',
      /possible/,
    ],
    [
      'a start on another project',
      { scope: chosen(['OPS'], ['DOCS']), startWhen: is('project', 'SHOP') },
      'startWhen',
      /possible/,
    ],
    [
      'a start on a page with a status',
      { startWhen: all(is('space', 'DOCS'), is('status', 'Done')) },
      'startWhen',
      /possible/,
    ],
    [
      'a start on anything but its only project',
      { scope: chosen(['OPS']), startWhen: not(is('project', 'ops')) },
      'startWhen',
      /possible/,
    ],
    [
      'a step that is always left out',
      { ...when(is('status', 'Done')), scope: chosen([], ['DOCS']) },
      'steps[0].when',
      /possible/,
    ],
  ])('%s', (_title, more, field, problem) => {
    expect(faultsOf(more)).toEqual([{ field, problem: expect.stringMatching(problem) }]);
  });

  it.each([
    'anna',
    'anna@',
    '@example.com',
    'anna@example',
    'anna@@example.com',
    'anna b@example.com',
    'anna@exa mple.com',
    '.anna@example.com',
    'anna..b@example.com',
    'anna@-example.com',
    'anna@example..com',
    'anna@example.com.',
    'anna@example.c',
    'Anna <anna@example.com>',
    'anna@example.com, ben@example.com',
    `${'x'.repeat(65)}@example.com`,
    `anna@${'x.'.repeat(130)}com`,
  ])('the address %s', (address) => {
    expect(faultsOf(asking(emails('ben@example.com', address)))).toEqual([
      { field: 'steps[0].asks.emails[1]', problem: 'must be an e-mail address' },
    ]);
  });

  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '25.12.2026',
  ])('the holiday %s', (date) => {
    expect(faultsOf(calendar({ holidays: [date] }))).toEqual([
      { field: 'terms.calendar.holidays[0]', problem: expect.stringMatching(/must be a date/) },
    ]);
  });
});

it('names all faults at once', () => {
  const faults = faultsOf({
    name: '',
    scope: chosen([], ['DOCS', 'DOCS']),
    steps: [
      draftStep({ asks: users(), quorum: { type: 'percent', percent: 0 } }),
      draftStep({ asks: emails('a@b.example', 'nobody', 'A@b.example'), quorum: { type: 'number', pass: 9 } }),
      draftStep({ asks: FIELD, exclude: ['reporter', 'reporter'] }),
    ],
    startWhen: is('colour'),
    terms: draftTerms({ undoMinutes: -1, onApproved: [label('')] }),
  });

  expect(faults.map(({ field }) => field)).toEqual([
    'name',
    'scope.spaces[1]',
    'steps[0].asks.people',
    'steps[0].quorum.percent',
    'steps[1].asks.emails[1]',
    'steps[1].asks.emails[2]',
    'steps[1].quorum.pass',
    'steps[2].exclude[1]',
    'startWhen.fact',
    'startWhen.values',
    'terms.undoMinutes',
    'terms.onApproved[0].label',
    'steps[2].asks',
  ]);
});
