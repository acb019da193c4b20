import { hasAnswered, isApproved, isStarted, isTold, type Matter, messagesTo, type Seen } from './seen';

export type Step = { title: string; hint: string; done: boolean };
export type Chapter = { id: string; title: string; steps: readonly Step[] };

/** Stories to try, each with how far it has come. */
export const chaptersOf = (seen: Seen): readonly Chapter[] => [
  { id: 'release', title: 'A release', steps: release(seen) },
  { id: 'policy', title: 'A policy page', steps: policy(seen) },
  { id: 'vote', title: 'A vote', steps: vote(seen) },
  { id: 'supplier', title: 'A supplier', steps: supplier(seen) },
  { id: 'away', title: 'Somebody is away', steps: away(seen) },
];

function release(seen: Seen): Step[] {
  const matter = { definition: 'Release approval', subject: 'SHOP-1' };
  return [
    started(seen, matter),
    ...['Ben', 'Cleo'].map((name) => answered(seen, matter, name, 'Approve')),
    {
      title: 'Read the outcome in Jira',
      hint: 'SHOP-1 gets a comment, and both messages say how it ended.',
      done: isTold(seen, matter),
    },
  ];
}

function policy(seen: Seen): Step[] {
  const matter = { definition: 'Policy page', subject: 'Return policy' };
  const page = seen.pages.find(({ title }) => title === matter.subject);
  const requests = messagesTo(seen, 'Ben', matter);
  const isAskedAgain = requests.length > 1;
  return [
    {
      title: 'Start the approval of a page',
      hint: 'In Confluence, open “Return policy”, press “Approvals” under its title, and start “Policy page”.',
      done: isStarted(seen, matter),
    },
    {
      title: 'Request changes as Ben',
      hint: 'In Slack, press “Request changes” and say what is missing.',
      done: isAskedAgain || messagesTo(seen, 'Ada', matter).some(({ text }) => text.startsWith('Changes requested')),
    },
    {
      title: 'Edit the page',
      hint: 'As Ada in Confluence, press “Edit”, change the text and publish it.',
      done: (page?.version ?? 1) > 1,
    },
    {
      title: 'Submit it again',
      hint: 'In “Approvals” under the title, press “Submit again”. Ben gets a new message.',
      done: isAskedAgain,
    },
    {
      title: 'Approve as Ben, then as Cleo',
      hint: 'Cleo is asked once Ben has approved.',
      done: isAskedAgain && hasAnswered(seen, 'Ben', matter) && hasAnswered(seen, 'Cleo', matter),
    },
    {
      title: 'Find the label on the page',
      hint: 'Cleo can think again for five minutes. Press “+1 h” at the top, and the page gets its label.',
      done: page?.labels.includes('approved') === true,
    },
  ];
}

function vote(seen: Seen): Step[] {
  const matter = { definition: 'Release date', subject: 'SHOP-1' };
  return [
    started(seen, matter),
    ...['Ada', 'Ben', 'Cleo'].map((name) => answered(seen, matter, name, 'Vote')),
    {
      title: 'See which day won',
      hint: 'The panel counts the votes, and SHOP-1 gets a comment.',
      done: isTold(seen, matter),
    },
  ];
}

function supplier(seen: Seen): Step[] {
  const matter = { definition: 'Supplier contract', subject: 'SHOP-2' };
  return [
    started(seen, matter),
    answered(seen, matter, 'Cleo', 'Approve'),
    {
      title: 'Sign as the supplier',
      hint: 'In the mailbox below, open the mail to signatory@supplier.example and follow its link.',
      done: isApproved(seen, matter),
    },
    {
      title: 'Read the outcome in Jira',
      hint: 'The comment on SHOP-2 names the supplier by the e-mail address.',
      done: isTold(seen, matter),
    },
  ];
}

function away(seen: Seen): Step[] {
  const matter = { definition: 'Release approval', subject: 'SHOP-2' };
  const inPlace = messagesTo(seen, 'Ada', matter);
  return [
    started(seen, matter),
    {
      title: 'Hand over as Ben',
      hint: 'Choose Ben at “You are”. On “My approvals”, let Ada decide for you until the end of today.',
      done: inPlace.length > 0,
    },
    {
      title: 'Approve as Ada, in Ben’s place',
      hint: 'Ada got the same message, which says in whose place she decides.',
      done: hasAnswered(seen, 'Ada', matter),
    },
    answered(seen, matter, 'Cleo', 'Approve'),
    {
      title: 'Read who decided for whom',
      hint: 'The panel and the comment on SHOP-2 name both.',
      done: isTold(seen, matter),
    },
  ];
}

const started = (seen: Seen, matter: Matter): Step => ({
  title: `Start the approval on ${matter.subject}`,
  hint: `In Jira, open ${matter.subject}, press “Start approval” and choose “${matter.definition}”.`,
  done: isStarted(seen, matter),
});

const answered = (seen: Seen, matter: Matter, name: string, button: string): Step => ({
  title: `${button} as ${name} in Slack`,
  hint: `Press “${button}” in the message that ${name} got.`,
  done: hasAnswered(seen, name, matter),
});
