import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import type { ApiView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Instant } from '../../instant';
import { usePeople } from '../../people/use-people';
import { CopyField } from '../copy-field';
import { ReplaceDialog } from './replace-dialog';
import { useCreateToken, useRevokeToken } from './use-api-token';

export function TokenCard({ token }: { token: ApiView['token'] }) {
  const create = useCreateToken();
  const revoke = useRevokeToken();
  const [isAsking, setAsking] = useState<'replace' | 'revoke'>();
  const people = usePeople(token === undefined ? [] : [token.createdBy]);
  const secret = create.data?.ok === true && token !== undefined ? create.data.value.secret : undefined;

  function confirmed() {
    const wanted = isAsking;
    setAsking(undefined);
    if (wanted === 'replace') create.mutate({});
    if (wanted === 'revoke') revoke.mutate({}, { onSuccess: (answer) => (answer.ok ? create.reset() : undefined) });
  }

  return (
    <div className="card">
      <h3>Token</h3>
      {token === undefined ? (
        <p className="subtle">There is none, so nothing answers at the address yet.</p>
      ) : (
        <p className="subtle">
          Made by {people.nameOf(token.createdBy)}, <Instant at={token.createdAt} />
        </p>
      )}
      {secret === undefined ? null : (
        <div className="shown-once">
          <SectionMessage appearance="warning" title="Copy it now">
            <p>It is shown this once and stored nowhere in a form that can be read.</p>
            <CopyField label="Token" value={secret} />
          </SectionMessage>
        </div>
      )}
      <Outcome change={create} what="The token was not made" />
      <Outcome change={revoke} what="The token was not revoked" />
      <div className="actions">
        {token === undefined ? (
          <Button appearance="primary" isLoading={create.isPending} onClick={() => create.mutate({})}>
            Create token
          </Button>
        ) : (
          <>
            <Button isLoading={create.isPending} onClick={() => setAsking('replace')}>
              Replace token
            </Button>
            <Button appearance="subtle" isLoading={revoke.isPending} onClick={() => setAsking('revoke')}>
              Revoke token
            </Button>
          </>
        )}
      </div>
      {isAsking === undefined ? null : (
        <ReplaceDialog what={isAsking} close={() => setAsking(undefined)} confirm={confirmed} />
      )}
    </div>
  );
}
