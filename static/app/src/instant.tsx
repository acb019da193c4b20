const TIME = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
const THIS_YEAR = new Intl.DateTimeFormat(undefined, TIME);
const ANOTHER_YEAR = new Intl.DateTimeFormat(undefined, { ...TIME, year: 'numeric' });
const LONG = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

export function Instant({ at }: { at: number }) {
  const short = new Date(at).getFullYear() === new Date().getFullYear() ? THIS_YEAR : ANOTHER_YEAR;
  return (
    <time dateTime={new Date(at).toISOString()} title={LONG.format(at)}>
      {short.format(at)}
    </time>
  );
}
