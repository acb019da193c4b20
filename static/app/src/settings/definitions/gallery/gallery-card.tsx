import { Button } from '../../../button';

type Props = { title: string; about: string; use: () => void };

export function GalleryCard({ title, about, use }: Props) {
  return (
    <li className="card gallery-card">
      <h3>{title}</h3>
      <p className="subtle">{about}</p>
      <div className="actions">
        <Button aria-label={`Start with “${title}”`} onClick={use}>
          Start with this
        </Button>
      </div>
    </li>
  );
}
