import SectionMessage from '@atlaskit/section-message';
import { placeName } from '../paths';

type Props = {
  title: string;
  appearance: 'error' | 'information';
  places: readonly { field: string; text: string }[];
  /** As the JSON view has them, or as the form calls them. */
  asPaths: boolean;
  go: (field: string) => void;
};

/** Places in the form with what is to be done there; each is a button that puts the keyboard into its field. */
export function PlaceList({ title, appearance, places, asPaths, go }: Props) {
  if (places.length === 0) return null;
  return (
    <div role={appearance === 'error' ? 'alert' : 'status'}>
      <SectionMessage appearance={appearance} title={title}>
        <ul className="places">
          {places.map(({ field, text }) => (
            <li key={`${field} ${text}`}>
              {field === '' ? (
                text
              ) : (
                <>
                  <button type="button" className="link" onClick={() => go(field)}>
                    {asPaths ? <code>{field}</code> : placeName(field)}
                  </button>{' '}
                  {text}
                </>
              )}
            </li>
          ))}
        </ul>
      </SectionMessage>
    </div>
  );
}
