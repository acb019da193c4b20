const POLICIES = '40001';
const ENGINEERING = '40002';

export type Space = { id: string; key: string; name: string };

/** A page of Confluence; each line of its text is a paragraph. */
export type WikiPage = {
  id: string;
  spaceId: string;
  title: string;
  author: string;
  text: string;
  labels?: readonly string[];
};

/** Two spaces of the made-up shop, and what has been written there. */
export const defaultSpaces: readonly Space[] = [
  { id: POLICIES, key: 'POL', name: 'Policies' },
  { id: ENGINEERING, key: 'ENG', name: 'Engineering' },
];

export const defaultPages = (accountId: (handle: string) => string): readonly WikiPage[] => [
  {
    id: '50001',
    spaceId: POLICIES,
    title: 'Return policy',
    author: accountId('ada'),
    labels: ['policy', 'customers'],
    text: 'Customers may return goods within thirty days.',
  },
  {
    id: '50002',
    spaceId: POLICIES,
    title: 'Information security policy',
    author: accountId('cleo'),
    labels: ['policy', 'security'],
    text: [
      'Everybody who works for Lighthouse looks after the data that customers and partners trust us with.',
      'Passwords live in the password manager and nowhere else. Every account that offers a second factor has it switched on.',
      'Customer data stays in the shop’s own systems. Copies for tests are made anonymous first; copies on laptops are not made at all.',
      'A lost device, a suspicious mail or a door that stood open is reported within the hour, and nobody is blamed for reporting it.',
      'Ben reviews this policy every spring; a change needs the approval of the management.',
    ].join('\n'),
  },
  {
    id: '50003',
    spaceId: POLICIES,
    title: 'Travel and expenses',
    author: accountId('dev'),
    labels: ['policy', 'finance'],
    text: [
      'Trips below 500 euros need no approval. Above that, the head of the team approves before anything is booked.',
      'Trains come before planes wherever the journey takes less than six hours.',
      'Receipts are handed in by the fifth of the following month; finance pays them back with the next salary.',
    ].join('\n'),
  },
  {
    id: '50011',
    spaceId: ENGINEERING,
    title: 'Checkout 2.4: release plan',
    author: accountId('dev'),
    labels: ['release', 'checkout'],
    text: [
      'The new payment page goes live on Thursday at 10:00, when the shop is quiet and everybody is at their desk.',
      'Before: the staging run of Wednesday is green, the support team has read the notes, the feature switch is off.',
      'During: 5 % of the visitors for an hour, then half of them, then all. Cleo watches the payment errors.',
      'Rollback: turn the feature switch off. The old payment page stays deployed for two weeks.',
    ].join('\n'),
  },
  {
    id: '50012',
    spaceId: ENGINEERING,
    title: 'Decision: one queue for all order events',
    author: accountId('ben'),
    labels: ['decision-record'],
    text: [
      'Context: warehouse, mail and finance each poll the order table, and each of them has missed orders at least once.',
      'Decision: the shop writes every order event to one queue; the three read from it at their own pace.',
      'Consequences: events can arrive twice, so every reader keeps the number of the last order it has seen.',
    ].join('\n'),
  },
  {
    id: '50013',
    spaceId: ENGINEERING,
    title: 'On-call handbook',
    author: accountId('cleo'),
    labels: ['on-call', 'runbook'],
    text: [
      'The week begins on Monday at 9:00 with a handover of ten minutes: what is open, what is fragile, what is planned.',
      'Acknowledge a page within five minutes. Whoever is stuck for twenty calls the second on the list, at any hour.',
      'Write down what you did while you do it. The review on Friday asks what the system lacked, not who was at fault.',
    ].join('\n'),
  },
];
