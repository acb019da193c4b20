import type { Screen, WorkItem } from '../api';
import { questionsOf } from '../slack/buttons';

export type Chapter = { title: string; hint: string; done: boolean };

const KEY = 'SHOP-1';
const IS_ABOUT_IT = new RegExp(`\\b${KEY}\\b`);

/** How far the visitor has come, read off what everybody sees. */
export function chaptersOf(items: readonly WorkItem[], screens: readonly Screen[]): Chapter[] {
  const item = items.find(({ key }) => key === KEY);
  const asked = screens.filter((screen) => messagesOfApp(screen).length > 0);
  const hasStarted = asked.length > 0;
  return [
    {
      title: `Start the approval on ${KEY}`,
      hint: 'In Jira, press “Start approval” and choose “Release approval”.',
      done: hasStarted,
    },
    ...['Ben', 'Cleo'].map((name) => ({
      title: `Approve as ${name} in Slack`,
      hint: `Press “Approve” in the message that ${name} got.`,
      done: asked.some((screen) => screen.user.name.startsWith(`${name} `) && hasDecided(screen)),
    })),
    {
      title: 'Read the outcome in Jira',
      hint: `${KEY} gets a comment, and both messages say how it ended.`,
      done: (item?.comments.length ?? 0) > 0,
    },
  ];
}

const messagesOfApp = ({ conversations }: Screen) =>
  conversations.flatMap(({ messages }) =>
    messages.filter(({ botId, ephemeralTo, text, blocks }) => {
      const isPost = botId !== undefined && ephemeralTo === undefined;
      return isPost && IS_ABOUT_IT.test(`${text} ${JSON.stringify(blocks)}`);
    }),
  );

const hasDecided = (screen: Screen) => messagesOfApp(screen).some(({ blocks }) => questionsOf(blocks).length === 0);
