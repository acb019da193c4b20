import Spinner from '@atlaskit/spinner';

export function Loading({ what }: { what: string }) {
  return (
    <div className="centred">
      <Spinner label={`Loading ${what}`} />
    </div>
  );
}
