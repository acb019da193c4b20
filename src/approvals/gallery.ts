import { toAccountId } from '../shared/brand';
import type { Asked, Deadline, Draft, StepDefinition, Terms } from './core/definition';

/** What an admin has to say before the definition can be saved; `field` is its path in the draft. */
export type Blank = {
  readonly field: string;
  readonly needs: 'people' | 'person' | 'groups' | 'emails' | 'projects' | 'spaces';
  readonly question: string;
};

export type GalleryEntry = {
  readonly key: string;
  readonly title: string;
  /** When to use it. */
  readonly about: string;
  readonly blanks: readonly Blank[];
  readonly draft: Draft;
};

const HOUR = 60;
const DAY = 24 * HOUR;

/** Not an account: the definition cannot be saved with it. */
const NOBODY_YET = toAccountId('');
const PEOPLE: Asked = { type: 'user', people: [] };
const GROUP: Asked = { type: 'group', groups: [] };
const EMAILS: Asked = { type: 'external', emails: [] };

const step = (name: string, asks: Asked, more: Partial<StepDefinition> = {}): StepDefinition => ({
  name,
  together: false,
  asks,
  quorum: { type: 'any' },
  allow: { requestChanges: true, abstain: false },
  comment: 'on-reject',
  exclude: ['requester'],
  ...more,
});

const due = (minutes: number, more: Partial<Deadline> = {}): Deadline => ({
  dueInMinutes: minutes,
  remindBeforeMinutes: [],
  escalate: [],
  onExpiry: 'expire',
  ...more,
});

const terms = (onChange: Terms['changes']['onChange'], more: Partial<Terms> = {}): Terms => ({
  changes: { onChange, parts: [], ignoreMinorEdits: true, ignoreWhitespace: true },
  undoMinutes: 5,
  onApproved: [],
  onRejected: [],
  ...more,
});

const people = (index: number, question: string): Blank => ({
  field: `steps[${index}].asks.people`,
  needs: 'people',
  question,
});
const group = (index: number, question: string): Blank => ({
  field: `steps[${index}].asks.groups`,
  needs: 'groups',
  question,
});

export const GALLERY: readonly GalleryEntry[] = [
  {
    key: 'change',
    title: 'Change',
    about:
      'A planned change to something that others rely on. One reviewer looks at it, then those responsible agree; who asks for it does not decide. An edit of the work item asks again.',
    blanks: [people(0, 'Who reviews changes? One of them is enough.'), people(1, 'Who must agree to a change?')],
    draft: {
      name: 'Change',
      description: 'Review, then agreement of everybody who is responsible.',
      scope: { type: 'global' },
      steps: [
        step('Review', PEOPLE, { deadline: due(2 * DAY, { remindBeforeMinutes: [DAY, 4 * HOUR] }) }),
        step('Agreement', PEOPLE, {
          quorum: { type: 'all' },
          deadline: due(3 * DAY, { remindBeforeMinutes: [DAY] }),
        }),
      ],
      terms: terms('ask-again', { onApproved: [{ type: 'add-label', label: 'change-approved' }] }),
    },
  },
  {
    key: 'urgent-change',
    title: 'Urgent change',
    about:
      'Something is broken and the mend cannot wait. Anybody on duty may decide within the hour; after half an hour one more person is asked, who decides alone.',
    blanks: [
      group(0, 'Which group is on duty?'),
      {
        field: 'steps[0].deadline.escalate[0].to',
        needs: 'person',
        question: 'Who decides when nobody on duty answers?',
      },
    ],
    draft: {
      name: 'Urgent change',
      description: 'One decision by somebody on duty, within an hour.',
      scope: { type: 'global' },
      steps: [
        step('On duty', GROUP, {
          allow: { requestChanges: false, abstain: false },
          deadline: due(HOUR, { remindBeforeMinutes: [45], escalate: [{ afterMinutes: 30, to: NOBODY_YET }] }),
        }),
      ],
      terms: terms('tell', { undoMinutes: 0, onApproved: [{ type: 'add-label', label: 'urgent-change-approved' }] }),
    },
  },
  {
    key: 'purchase',
    title: 'Purchase',
    about:
      'Money is to be spent. The owner of the budget decides first, then finance. Where small amounts need no second look, give the second step a condition on the field that holds the amount.',
    blanks: [people(0, 'Who owns the budget?'), people(1, 'Who decides for finance?')],
    draft: {
      name: 'Purchase',
      description: 'The owner of the budget, then finance.',
      scope: { type: 'global' },
      steps: [
        step('Budget', PEOPLE, { deadline: due(3 * DAY, { remindBeforeMinutes: [DAY] }) }),
        step('Finance', PEOPLE, { comment: 'always', deadline: due(5 * DAY, { remindBeforeMinutes: [2 * DAY, DAY] }) }),
      ],
      terms: terms('ask-again'),
    },
  },
  {
    key: 'policy-page',
    title: 'Policy page',
    about:
      'A page that people are held to. An administrator of the space who did not write it agrees, then everybody responsible. It holds for a year, and is asked for again a month before it ends.',
    blanks: [
      { field: 'scope.spaces', needs: 'spaces', question: 'In which spaces are your policies?' },
      people(1, 'Who is responsible for policies? All of them must agree.'),
    ],
    draft: {
      name: 'Policy page',
      description: 'An administrator of the space, then everybody who is responsible, every year.',
      scope: { type: 'chosen', projects: [], spaces: [] },
      steps: [
        step(
          'Space',
          { type: 'space-permission', permission: 'administer-space' },
          { exclude: ['requester', 'last-editor'] },
        ),
        step('Responsible', PEOPLE, { quorum: { type: 'all' }, exclude: [] }),
      ],
      terms: terms('ask-again', {
        validity: { days: 365, renewDaysBefore: 30 },
        onApproved: [{ type: 'add-label', label: 'approved-policy' }],
      }),
    },
  },
  {
    key: 'release',
    title: 'Release sign-off',
    about:
      'A release goes out when development, quality and product have all said yes. They are asked at the same time; the person who releases has the last word.',
    blanks: [
      people(0, 'Who signs for development?'),
      people(1, 'Who signs for quality?'),
      people(2, 'Who signs for the product?'),
      people(3, 'Who releases?'),
    ],
    draft: {
      name: 'Release sign-off',
      description: 'Development, quality and product at the same time, then whoever releases.',
      scope: { type: 'global' },
      steps: [
        step('Development', PEOPLE, { exclude: [] }),
        step('Quality', PEOPLE, { exclude: [], together: true }),
        step('Product', PEOPLE, { exclude: [], together: true }),
        step('Release', PEOPLE, { exclude: [], deadline: due(DAY, { remindBeforeMinutes: [4 * HOUR] }) }),
      ],
      terms: terms('mark', { onApproved: [{ type: 'comment', text: 'Signed off. The release may go out.' }] }),
    },
  },
  {
    key: 'access',
    title: 'Access request',
    about:
      'Somebody needs access to a system. An owner of the system agrees, then security; without an answer within three days it is rejected. Access ends after half a year unless it is approved again.',
    blanks: [people(0, 'Who owns the system?'), group(1, 'Which group decides for security?')],
    draft: {
      name: 'Access request',
      description: 'An owner of the system, then security, for half a year.',
      scope: { type: 'global' },
      steps: [
        step('Owner', PEOPLE, {
          deadline: due(3 * DAY, { remindBeforeMinutes: [DAY], onExpiry: 'reject' }),
        }),
        step('Security', GROUP, {
          comment: 'always',
          deadline: due(3 * DAY, { remindBeforeMinutes: [DAY], onExpiry: 'reject' }),
        }),
      ],
      terms: terms('ask-again', { undoMinutes: 0, validity: { days: 180, renewDaysBefore: 14 } }),
    },
  },
  {
    key: 'document-review',
    title: 'Document review',
    about:
      'Several readers look at a document at the same time as an expert. Every reader answers, who has no opinion abstains; the editor then publishes it.',
    blanks: [
      people(0, 'Who reads it?'),
      people(1, 'Who is the expert? One of them is enough.'),
      people(2, 'Who publishes it?'),
    ],
    draft: {
      name: 'Document review',
      description: 'Readers and an expert at the same time, then the editor.',
      scope: { type: 'global' },
      steps: [
        step('Readers', PEOPLE, {
          quorum: { type: 'all-responded' },
          allow: { requestChanges: true, abstain: true },
          deadline: due(5 * DAY, { remindBeforeMinutes: [2 * DAY, DAY] }),
        }),
        step('Expert', PEOPLE, { together: true }),
        step('Editor', PEOPLE, { exclude: [] }),
      ],
      terms: terms('tell'),
    },
  },
  {
    key: 'choice',
    title: 'Choice of a date',
    about:
      'A group picks one of several dates, or of anything else: change the options. Each person may choose several; the choice is made when everybody has voted or abstained.',
    blanks: [people(0, 'Who votes?')],
    draft: {
      name: 'Choice of a date',
      description: 'Everybody votes for the dates that suit them.',
      scope: { type: 'global' },
      steps: [
        step('Vote', PEOPLE, {
          quorum: { type: 'all' },
          vote: {
            options: [
              { name: 'First date', rejects: false },
              { name: 'Second date', rejects: false },
              { name: 'Third date', rejects: false },
              { name: 'None of these', rejects: true },
            ],
            choice: 'multiple',
            tie: 'first',
          },
          allow: { requestChanges: false, abstain: true },
          comment: 'never',
          exclude: [],
          deadline: due(5 * DAY, { remindBeforeMinutes: [DAY] }),
        }),
      ],
      terms: terms('ignore'),
    },
  },
  {
    key: 'contract',
    title: 'Contract with another company',
    about:
      'A contract needs your own yes before theirs. Legal agrees, then the other company, whose people get an e-mail with a link and need no account.',
    blanks: [
      people(0, 'Who checks contracts?'),
      { field: 'steps[1].asks.emails', needs: 'emails', question: 'Which addresses decide for the other company?' },
    ],
    draft: {
      name: 'Contract with another company',
      description: 'Legal, then the other company by e-mail.',
      scope: { type: 'global' },
      steps: [
        step('Legal', PEOPLE, { comment: 'always' }),
        step('Other company', EMAILS, {
          exclude: [],
          deadline: due(14 * DAY, { remindBeforeMinutes: [7 * DAY, 2 * DAY] }),
        }),
      ],
      terms: terms('ask-again', { undoMinutes: 0 }),
    },
  },
  {
    key: 'acceptance',
    title: 'Acceptance by the reporter',
    about:
      'Work is finished when whoever reported it says so, unless they did it themselves. The work item names them, so there are no people to choose.',
    blanks: [{ field: 'scope.projects', needs: 'projects', question: 'In which projects?' }],
    draft: {
      name: 'Acceptance by the reporter',
      description: 'The reporter of the work item accepts the result.',
      scope: { type: 'chosen', projects: [], spaces: [] },
      steps: [
        step(
          'Acceptance',
          { type: 'field', field: { id: 'reporter', name: 'Reporter' } },
          {
            exclude: ['assignee'],
            deadline: due(5 * DAY, { remindBeforeMinutes: [2 * DAY, DAY] }),
          },
        ),
      ],
      terms: terms('ignore', { onApproved: [{ type: 'add-label', label: 'accepted' }] }),
    },
  },
];
