import { useState } from 'react';
import { Backstage } from './backstage/backstage';
import { Flags } from './flags';
import { JiraWindow } from './jira/jira-window';
import { usePages, useScreens, useWorkItems, useWorld } from './questions';
import { SlackWindow } from './slack/slack-window';
import { Story } from './story/story';
import { TopBar } from './top/top-bar';

export function App() {
  const world = useWorld();
  const items = useWorkItems();
  const pages = usePages().data ?? [];
  // A new world needs new frames: what they show belongs to the old one.
  const [generation, setGeneration] = useState(1);
  const members = (world.data?.workspaces ?? []).flatMap(({ teamId, members: all }) =>
    all.filter(({ bot, deactivated }) => !(bot || deactivated)).map(({ userId }) => ({ team: teamId, user: userId })),
  );
  const screens = useScreens(members);

  if (world.data === undefined || items.data === undefined) {
    return <p className="waiting">{world.isError || items.isError ? 'The sandbox does not answer.' : 'Loading…'}</p>;
  }
  return (
    <>
      <TopBar onReset={() => setGeneration(generation + 1)} />
      <main>
        <Story seen={{ items: items.data, pages, screens }} />
        <div className="stage">
          <JiraWindow key={generation} world={world.data} items={items.data} />
          <SlackWindow world={world.data} screens={screens} />
        </div>
        <Backstage />
      </main>
      <Flags />
    </>
  );
}
