import SectionMessage from '@atlaskit/section-message';

/** The app said no, and why. */
export function Refusal({ reason }: { reason: string }) {
  return (
    <div role="alert">
      <SectionMessage appearance="warning">
        <p>{reason}</p>
      </SectionMessage>
    </div>
  );
}
