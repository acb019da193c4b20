import { asApp, asUser, route } from '@forge/api';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SandboxOptions } from '../../../sandbox/sandbox';
import { ADA, BEN, callHook, fakeSandbox, hookOf, readJson } from './fake-app';
import { manifestWith } from './modules';

const MODULE = `  jira:workflowValidator:
    - key: approval-gate
      name: Approved
      description: Lets the transition through when the work item is approved.
      function: validate
      create: { resource: app }
      edit: { resource: app }
      view: { resource: app }
    - { key: by-expression, name: Assigned, description: Has an assignee., expression: issue.assignee != null }
`;
const FINISH = { transition: { id: '21' } };
const RULE = { module: 'approval-gate', configuration: { definitionId: 'def-1' } };

async function gated(
  validate: unknown,
  { validators = [RULE], ...options }: SandboxOptions & { validators?: (typeof RULE)[] } = {},
) {
  const sandbox = await fakeSandbox({ validate }, { manifest: manifestWith(MODULE, ['validate']), ...options });
  onTestFinished(() => sandbox.close());
  sandbox.jira.setValidators({ project: 'SHOP', transition: '21' }, validators);
  async function move(key = 'SHOP-1', accountId = BEN, body: object = FINISH) {
    const url = `${sandbox.world.site.url}/rest/api/3/issue/${key}/transitions`;
    const request = new Request(url, { method: 'POST', body: JSON.stringify(body) });
    const response = await sandbox.jira.fetch(request, { type: 'user', accountId });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  }
  return { sandbox, move, statusOf: () => sandbox.jira.workItem('SHOP-1')?.status };
}

describe('a transition with a validator', () => {
  it('asks the function of the app with what Jira tells it, as the person who moves the work item', async () => {
    const asked: unknown[] = [];
    const validate = (body: unknown, context: { principal?: unknown }) => {
      asked.push(body, context.principal);
      return { result: true };
    };
    const { move, statusOf } = await gated(validate);

    const { status } = await move();

    expect([status, statusOf()]).toEqual([204, 'Done']);
    expect(asked).toEqual([
      {
        issue: { key: 'SHOP-1' },
        configuration: { definitionId: 'def-1' },
        transition: { from: { id: '10001' }, to: { id: '10002' }, modifiedFields: {} },
      },
      { accountId: BEN },
    ]);
  });

  it('is refused with the message of the validator', async () => {
    const { move, statusOf } = await gated(() => ({ result: false, errorMessage: 'Not approved yet.' }));

    const refused = await move();

    expect(refused).toEqual({ status: 400, body: { errorMessages: ['Not approved yet.'], errors: {} } });
    expect(statusOf()).toBe('In review');
  });

  it.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    ['says nothing', () => undefined],
    ['says something else', () => ({ result: 'yes' })],
    ['refuses without a message', () => ({ result: false })],
  ])('is refused when the validator %s', async (_what, validate) => {
    const { move, statusOf } = await gated(validate);

    const { status, body } = await move();

    expect([status, statusOf()]).toEqual([400, 'In review']);
    expect(body.errorMessages).toEqual(['A validator of the workflow did not allow this transition.']);
  });

  it('is refused when the validator does not answer in its 25 seconds', async () => {
    const { sandbox, move, statusOf } = await gated(() => {
      sandbox.clock.advance(26_000);
      return { result: true };
    });

    expect([(await move()).status, statusOf()]).toEqual([400, 'In review']);
  });

  it('is refused when the app has no such validator any more', async () => {
    const { move } = await gated(() => ({ result: true }), { validators: [{ ...RULE, module: 'gone' }] });

    expect((await move()).status).toBe(400);
  });

  it('asks one validator after the other, until one refuses', async () => {
    const asked: unknown[] = [];
    const validate = ({ configuration }: { configuration: { definitionId: string } }) => {
      asked.push(configuration.definitionId);
      return { result: configuration.definitionId !== 'second' };
    };
    const validators = ['first', 'second', 'third'].map((definitionId) => ({
      ...RULE,
      configuration: { definitionId },
    }));
    const { move } = await gated(validate, { validators });

    await move();

    expect(asked).toEqual(['first', 'second']);
  });

  it('lets its validator call Jira, also when the app itself moves the work item', async () => {
    const seen: unknown[] = [];
    const validate = async () => {
      const issue = await asApp().requestJira(route`/rest/api/3/issue/SHOP-1?fields=status`);
      const me = await asUser().requestJira(route`/rest/api/3/myself`);
      seen.push((await issue.json()).fields.status.name, (await me.json()).accountId);
      return { result: true };
    };
    const hook = hookOf(async () => {
      const init = { method: 'POST', body: JSON.stringify(FINISH) };
      return (await asApp().requestJira(route`/rest/api/3/issue/SHOP-1/transitions`, init)).status;
    });
    const { sandbox, move } = await gated(validate);
    const other = await fakeSandbox({ validate, hook }, { manifest: manifestWith(MODULE, ['validate']) });
    other.jira.setValidators({ project: 'SHOP', transition: '21' }, [RULE]);

    await move('SHOP-1', ADA);
    const status = await readJson<number>(callHook(other));

    expect(seen.slice(0, 2)).toEqual(['In review', ADA]);
    expect(status).toBe(204);
    expect(sandbox.invocations().at(-1)).toMatchObject({ module: 'approval-gate', outcome: 'returned' });
  });

  it('fails with a conflict when the work item was moved while the validator thought', async () => {
    const { sandbox, move, statusOf } = await gated(async () => {
      sandbox.jira.setValidators({ project: 'SHOP', transition: '21' }, []);
      await move();
      return { result: true };
    });

    expect([(await move()).status, statusOf()]).toEqual([409, 'Done']);
  });

  it('has no say in other transitions', async () => {
    const { move } = await gated(() => ({ result: false }));

    expect((await move('SHOP-1', BEN, { transition: { id: '31' } })).status).toBe(204);
  });

  it('says that an expression is not emulated', async () => {
    const { move } = await gated(() => ({ result: true }), { validators: [{ ...RULE, module: 'by-expression' }] });

    expect(await move()).toEqual({ status: 501, body: 'not emulated: the expression of validator by-expression' });
  });
});

it('is put on a transition through the control interface', async () => {
  const { sandbox, move } = await gated(() => ({ result: false, errorMessage: 'No.' }), { validators: [], port: 0 });
  const put = async (body: object) =>
    (await fetch(`${sandbox.url}/sandbox/workflow`, { method: 'POST', body: JSON.stringify(body) })).status;

  const answers = [
    await put({ project: 'SHOP', transition: '21', validators: [RULE] }),
    await put({ project: 'NOPE', transition: '21', validators: [] }),
    await put({ project: 'SHOP', transition: '99', validators: [] }),
  ];

  expect(answers).toEqual([200, 400, 400]);
  expect((await move()).body).toMatchObject({ errorMessages: ['No.'] });
});

describe('the pages of a validator', () => {
  async function opened() {
    const { sandbox, move } = await gated(() => ({ result: true }), { port: 0 });
    const page = (name: string) => `${sandbox.url}/apps/approval-gate.${name}`;
    async function call(name: string, cmd: string, data?: unknown, accountId = ADA) {
      const url = `${page(name)}/__bridge?accountId=${accountId}&project=SHOP&transition=21`;
      const response = await fetch(url, { method: 'POST', body: JSON.stringify({ cmd, data }) });
      return { status: response.status, body: JSON.parse(await response.text()) };
    }
    return { sandbox, move, page, call };
  }

  it('are shown each in its frame, and know the configuration', async () => {
    const { page, call } = await opened();

    const frames = await Promise.all(['create', 'edit', 'view'].map((name) => fetch(`${page(name)}/`)));
    const { body } = await call('edit', 'getContext');

    expect(frames.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(body.result).toMatchObject({
      moduleKey: 'approval-gate',
      extension: {
        type: 'jira:workflowValidator',
        isNewEditor: true,
        entryPoint: 'edit',
        validatorConfig: '{"definitionId":"def-1"}',
      },
    });
  });

  it('save what an administrator chose, and nobody else', async () => {
    const { sandbox, call } = await opened();
    const rules = () => sandbox.jira.validators({ project: 'SHOP', transition: '21' });

    const byBen = await call('edit', 'configure', '{"definitionId":"def-2"}', BEN);
    const before = rules();
    await call('edit', 'configure', '{"definitionId":"def-2"}');

    expect([byBen.status, before]).toEqual([400, [RULE]]);
    expect(rules()).toEqual([{ module: 'approval-gate', configuration: { definitionId: 'def-2' } }]);
  });
});

it('is gone after a reset', async () => {
  const { sandbox, move } = await gated(() => ({ result: false }));

  await sandbox.reset();

  expect((await move()).status).toBe(204);
});
