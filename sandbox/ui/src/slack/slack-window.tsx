import { useState } from 'react';
import type { World } from '../api';
import { useAction } from '../questions';
import { uninstallApp } from './calls';
import type { Screen } from './schema';
import { SlackPane } from './slack-pane';

type Props = { world: World; screens: readonly Screen[] };

/** The people of one workspace at a time, side by side. */
export function SlackWindow({ world, screens }: Props) {
  const [chosen, choose] = useState<string>();
  const uninstall = useAction(uninstallApp);
  const workspace = world.workspaces.find(({ teamId }) => teamId === chosen) ?? world.workspaces[0];
  if (workspace === undefined) return null;
  const { teamId, name, installed, members } = workspace;

  const everybody = world.workspaces.flatMap((each) => each.members);
  const nameOf = (userId: string) => everybody.find((member) => member.userId === userId)?.name ?? 'Baton';
  const without = world.people.filter((person) => !members.some((member) => member.name === person.name));
  return (
    <section className="slack" aria-label="Slack">
      {world.workspaces.length < 2 ? null : (
        <nav className="workspaces" aria-label="Workspaces">
          {world.workspaces.map((each) => (
            <button
              key={each.teamId}
              type="button"
              aria-pressed={each.teamId === teamId}
              onClick={() => choose(each.teamId)}
            >
              {each.name}
            </button>
          ))}
          {installed ? (
            <button type="button" disabled={uninstall.isPending} onClick={() => uninstall.mutate(teamId)}>
              Remove Baton from {name}
            </button>
          ) : (
            <span className="quiet">Baton is not installed in {name}: connect it on Baton’s Slack settings.</span>
          )}
        </nav>
      )}
      <div className="panes">
        {screens
          .filter(({ team }) => team.id === teamId)
          .map((screen) => (
            <SlackPane
              key={`${screen.team.id}:${screen.user.id}`}
              screen={screen}
              workspace={workspace}
              nameOf={nameOf}
            />
          ))}
      </div>
      {without.length > 0 && installed ? (
        <p className="quiet">
          {without.map((person) => person.name).join(', ')} has no Slack user: look into the mailbox below.
        </p>
      ) : null}
    </section>
  );
}
