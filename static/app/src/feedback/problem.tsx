import SectionMessage from '@atlaskit/section-message';
import { Button } from '../button';

/** Something broke that the person cannot mend except by asking again. */
export function Problem({ what, retry }: { what: string; retry: () => void }) {
  return (
    <div role="alert">
      <SectionMessage appearance="error" title={what}>
        <p>Check your connection and try again.</p>
        <div className="actions">
          <Button onClick={retry}>Try again</Button>
        </div>
      </SectionMessage>
    </div>
  );
}
