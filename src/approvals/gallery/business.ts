import { DAY, due, EMAILS, type GalleryEntry, PEOPLE, people, step, terms } from './entry';

export const purchase: GalleryEntry = {
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
};

export const contract: GalleryEntry = {
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
};

export const acceptance: GalleryEntry = {
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
};
