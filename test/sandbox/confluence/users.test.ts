import { expect, it } from 'vitest';
import { BEN, GONE, openConfluence, person } from '../../support/atlassian-twins';

it('says of people whether they still work here, and lets in only those who do', async () => {
  const { ask, confluence } = openConfluence();
  const statuses = async () => {
    const answer = await ask('POST /wiki/api/v2/users-bulk', { accountIds: [BEN, GONE, 'nobody'] });
    return await answer.json();
  };

  expect(await statuses()).toMatchObject({
    results: [
      { accountId: BEN, accountStatus: 'active', publicName: 'Ben Castle', email: '' },
      { accountId: GONE, accountStatus: 'inactive' },
    ],
  });
  confluence.setActive(BEN, false);

  expect(await statuses()).toMatchObject({ results: [{ accountStatus: 'inactive' }, {}] });
  expect((await ask('GET /wiki/rest/api/user/current', undefined, person(BEN))).status).toBe(403);
});

it('finds a person by the account id', async () => {
  const { ask } = openConfluence();

  const answer = await ask(`GET /wiki/rest/api/user?accountId=${BEN}`);

  expect(await answer.json()).toMatchObject({ accountId: BEN, displayName: 'Ben Castle' });
});
