const SHORT = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const LONG = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

export function Instant({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={LONG.format(at)}>
      {SHORT.format(at)}
    </time>
  );
}
