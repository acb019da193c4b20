import { expect, it } from 'vitest';
import { openJira, paragraph } from '../../support/atlassian-twins';

const comment = 'POST /rest/api/3/issue/SHOP-1/comment';

it('takes twenty writes to one work item in two seconds, and says when to come back', async () => {
  const { ask, clock } = openJira();
  const write = () => ask(comment, { body: paragraph('Hi') });
  for (let n = 0; n < 20; n += 1) expect((await write()).status).toBe(201);

  const refused = await write();

  expect(refused.status).toBe(429);
  expect(refused.headers.get('Retry-After')).toBe('2');
  expect(refused.headers.get('RateLimit-Reason')).toBe('jira-per-issue-on-write');
  clock.advance(2_000);
  expect((await write()).status).toBe(201);
});

it('counts each work item for itself, and counts no reads', async () => {
  const { ask } = openJira();
  for (let n = 0; n < 20; n += 1) await ask(comment, { body: paragraph('Hi') });

  expect((await ask(comment.replace('SHOP-1', 'SHOP-2'), { body: paragraph('Hi') })).status).toBe(201);
  expect((await ask('GET /rest/api/3/issue/SHOP-1')).status).toBe(200);
});

it('takes a hundred writes to one work item in thirty seconds', async () => {
  const { ask, clock } = openJira();
  const write = () => ask('PUT /rest/api/3/issue/SHOP-1/properties/mark', { a: 1 });
  for (let n = 0; n < 100; n += 1) {
    expect((await write()).status).toBeLessThan(300);
    clock.advance(200);
  }

  const refused = await write();

  // The first was written 20 seconds ago.
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '10']);
});

it('lets an endpoint burst as far as its bucket goes, and fills it up again', async () => {
  const { ask, clock } = openJira();
  const read = () => ask('GET /rest/api/3/issue/SHOP-1');
  for (let n = 0; n < 150; n += 1) expect((await read()).status).toBe(200);

  const refused = await read();

  expect([refused.status, refused.headers.get('RateLimit-Reason')]).toEqual([429, 'jira-burst-based']);
  expect((await ask('GET /rest/api/3/myself')).status).toBe(200);
  clock.advance(100);
  expect((await read()).status).toBe(200);
});
