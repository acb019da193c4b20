import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { PEOPLE, type Story, TEAM, tell } from '../support/story';

let stories: Story[] = [];
afterEach(async () => {
  await Promise.all(stories.map(({ sandbox }) => sandbox.close()));
  stories = [];
});

it('leads to the page on which the code is entered: the one page that Jira shows of the app', async () => {
  const story = await tell();
  stories.push(story);
  const { sandbox } = story;

  const said = await sandbox.slack.command({
    team: TEAM,
    channel: 'C0RELEASE',
    user: PEOPLE.ben.slack,
    command: '/baton',
    text: 'link',
  });

  const link = /<(https:[^|]+)\|My approvals>/.exec(JSON.stringify(said))?.[1] ?? '';
  const [, app] = /app\/([0-9a-f-]{36})/.exec(readFileSync('manifest.yml', 'utf8')) ?? [];
  expect(new URL(link).origin).toBe(new URL(sandbox.world.site.url).origin);
  expect(new URL(link).pathname).toMatch(new RegExp(`^/jira/apps/${app}/[0-9a-f]{32}$`));
});
