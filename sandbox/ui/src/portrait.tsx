/** A person without a picture: the first letters, on a colour that stays theirs. */
export function Portrait({ name, isApp = false }: { name: string; isApp?: boolean }) {
  if (isApp) return <img className="portrait" src="./icon.svg" alt="" />;
  const letters = name.split(' ').map((part) => part.charAt(0));
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES.length;
  return (
    <span className="portrait" style={{ background: HUES[hue] }} aria-hidden="true">
      {letters.slice(0, 2).join('')}
    </span>
  );
}

const HUES = [
  'var(--ds-background-accent-teal-subtler)',
  'var(--ds-background-accent-orange-subtler)',
  'var(--ds-background-accent-purple-subtler)',
  'var(--ds-background-accent-green-subtler)',
  'var(--ds-background-accent-magenta-subtler)',
  'var(--ds-background-accent-yellow-subtler)',
];
