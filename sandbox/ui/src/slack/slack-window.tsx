import type { Screen, World } from '../api';
import { SlackPane } from './slack-pane';

type Props = { world: World; screens: readonly Screen[] };

export function SlackWindow({ world, screens }: Props) {
  const members = world.workspaces.flatMap((workspace) => workspace.members);
  const without = world.people.filter(({ name }) => !members.some((member) => member.name === name));
  const nameOf = (userId: string) => members.find((member) => member.userId === userId)?.name ?? 'Baton';
  return (
    <section className="slack" aria-label="Slack">
      <div className="panes">
        {screens.map((screen) => (
          <SlackPane key={`${screen.team.id}:${screen.user.id}`} screen={screen} nameOf={nameOf} />
        ))}
      </div>
      {without.length > 0 ? (
        <p className="quiet">
          {without.map(({ name }) => name).join(', ')} has no Slack user: look into the mailbox below.
        </p>
      ) : null}
    </section>
  );
}
