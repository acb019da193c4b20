import SectionMessage from '@atlaskit/section-message';
import type { Chosen } from './use-gate';

/** The rule as whoever reads the workflow sees it. */
export function GateSummary({ chosen }: { chosen: Chosen }) {
  switch (chosen.status) {
    case 'none':
      return <Shut title="No approval definition is chosen" />;
    case 'gone':
      return <Shut title="The chosen approval definition is not there any more" />;
    case 'known':
      return (
        <>
          <p>
            The newest approval by <strong>“{chosen.definition.name}”</strong> has to be approved, and what was approved
            must not have changed since.
          </p>
          <p className="subtle">{chosen.definition.description}</p>
          {chosen.definition.archived ? <ArchivedWarning name={chosen.definition.name} /> : null}
        </>
      );
  }
}

export function ArchivedWarning({ name }: { name: string }) {
  return (
    <SectionMessage appearance="warning" title={`“${name}” is archived`}>
      <p>No new approval starts by it, so what is not approved yet stays where it is. Choose another definition.</p>
    </SectionMessage>
  );
}

function Shut({ title }: { title: string }) {
  return (
    <SectionMessage appearance="warning" title={title}>
      <p>Nothing passes this transition until this rule is edited and a definition is chosen.</p>
    </SectionMessage>
  );
}
