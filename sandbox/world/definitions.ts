/** Somebody by first name, to be replaced by their account. */
type Named = readonly string[];

type Prepared = {
  readonly name: string;
  /** Everybody whom it names; it is left out where one of them is missing from the world. */
  readonly people: Named;
  readonly form: (accountOf: (first: string) => string) => Readonly<Record<string, unknown>>;
};

const user = (...people: readonly string[]) => ({ type: 'user', people });

/** Approval definitions that an administrator might have set up, one for each thing that visitors can try. */
export const DEFINITIONS: readonly Prepared[] = [
  {
    name: 'Release approval',
    people: ['Ben', 'Cleo'],
    form: (who) => ({
      description: 'Two release managers agree before anything goes out.',
      steps: [{ name: 'Release managers', asks: user(who('Ben'), who('Cleo')), quorum: { type: 'all' } }],
    }),
  },
  {
    name: 'Purchase',
    // Dev has no Slack user, so an e-mail goes out.
    people: ['Ben', 'Dev'],
    form: (who) => ({
      description: 'Whoever pays agrees.',
      steps: [{ name: 'Purchase', asks: user(who('Ben'), who('Dev')), quorum: { type: 'all' } }],
    }),
  },
  {
    name: 'Policy page',
    people: ['Ben', 'Cleo'],
    form: (who) => ({
      description: 'A policy is read by its owner and by a second pair of eyes. A change of its text asks again.',
      steps: [
        {
          name: 'Policy owner',
          asks: user(who('Ben')),
          quorum: { type: 'all' },
          allow: { requestChanges: true, abstain: false },
          comment: 'on-reject',
          deadline: { dueInMinutes: 2_400, remindBeforeMinutes: [480] },
        },
        { name: 'Second reader', asks: user(who('Cleo')), quorum: { type: 'any' }, exclude: ['last-editor'] },
      ],
      terms: {
        changes: { onChange: 'ask-again', ignoreMinorEdits: true },
        undoMinutes: 5,
        validity: { days: 365, renewDaysBefore: 30 },
        onApproved: [{ type: 'add-label', label: 'approved' }],
      },
    }),
  },
  {
    name: 'Release date',
    people: ['Ada', 'Ben', 'Cleo'],
    form: (who) => ({
      description: 'The team votes for a day.',
      steps: [
        {
          name: 'Team',
          asks: user(who('Ada'), who('Ben'), who('Cleo')),
          quorum: { type: 'all' },
          vote: {
            options: [{ name: 'Tuesday' }, { name: 'Thursday' }, { name: 'Not this week', rejects: true }],
            choice: 'single',
            tie: 'first',
          },
          allow: { requestChanges: false, abstain: true },
        },
      ],
    }),
  },
  {
    name: 'Supplier contract',
    people: ['Cleo'],
    form: (who) => ({
      description: 'The supplier signs off by e-mail, without an Atlassian account.',
      steps: [
        {
          name: 'Supplier',
          asks: { type: 'external', emails: ['signatory@supplier.example'] },
          quorum: { type: 'all' },
          comment: 'on-reject',
        },
        { name: 'Legal', asks: user(who('Cleo')), quorum: { type: 'all' }, together: true },
      ],
    }),
  },
];
