import { DAY, due, type GalleryEntry, PEOPLE, people, step, terms } from './entry';

export const policyPage: GalleryEntry = {
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
};

export const documentReview: GalleryEntry = {
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
};

export const choice: GalleryEntry = {
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
};
