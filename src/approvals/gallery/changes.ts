import { DAY, due, type GalleryEntry, GROUP, group, HOUR, NOBODY_YET, PEOPLE, people, step, terms } from './entry';

export const change: GalleryEntry = {
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
};

export const urgentChange: GalleryEntry = {
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
};

export const release: GalleryEntry = {
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
};

export const access: GalleryEntry = {
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
};
