/** One rule per sentence of "What may import what" in the README. */
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const SLICE =
  '^src/(approvals|assignments|notifications|identity|subjects|slack|email|external|automation|observability|admin)/';

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule(
      'no-orphans',
      {
        orphan: true,
        pathNot:
          '^src/index\\.ts$|^sandbox/forge/bridge-client\\.js$|^test/sandbox/forge/front-end/|^bench/bolt-app\\.ts$|\\.d\\.ts$|\\.config\\.ts$',
      },
      {},
    ),
    rule('shared-imports-nothing-of-ours', { path: '^src/shared/' }, { path: '^src/', pathNot: '^src/shared/' }),
    rule('shared-imports-no-package', { path: '^src/shared/' }, { dependencyTypes: ['npm', 'core'] }),
    rule('core-imports-no-package', { path: '^src/[^/]+/core/' }, { dependencyTypes: ['npm', 'core'] }),
    rule(
      'core-imports-only-core',
      { path: '^src/([^/]+)/core/' },
      {
        path: '^src/',
        pathNot: ['^src/[^/]+/core/', '^src/ledger/(claim|judge)\\.ts$', '^src/shared/', '^src/ports\\.ts$'],
      },
    ),
    rule('only-forge-imports-forge', { path: '^src/', pathNot: '^src/forge/' }, { path: 'node_modules/@forge/' }),
    rule('forge-is-an-edge', { path: '^src/', pathNot: '^src/(forge/|index\\.ts$)' }, { path: '^src/forge/' }),
    rule('src-knows-no-sandbox', { path: '^src/' }, { path: '^sandbox/' }),
    rule('sandbox-loads-only-the-entry', { path: '^sandbox/' }, { path: '^src/' }),
    rule(
      'only-the-hosts-import-app',
      { path: '^src/', pathNot: ['^src/forge/', '^src/app[./]'] },
      { path: '^src/app[./]' },
    ),
    rule('shared-services-know-no-slice', { path: '^src/(ledger|atlassian)/' }, { path: SLICE }),
    rule(
      'forge-goes-through-app',
      { path: '^src/forge/' },
      {
        path: '^src/',
        pathNot: [
          '^src/forge/',
          '^src/(app|config|ports)\\.ts$',
          '^src/shared/',
          'core/(model|definition)\\.ts$|contract\\.ts$',
        ],
      },
    ),
    rule(
      'slices-meet-in-app',
      {
        path: '^src/(approvals|assignments|notifications|identity|subjects|slack|email|external|automation|observability|admin)/',
      },
      { path: SLICE, pathNot: ['^src/$1/', '^src/[^/]+/core/', 'contract\\.ts$'] },
    ),
    rule('app-is-host-neutral', { path: '^src/app[./]' }, { dependencyTypes: ['core'] }),
    rule('static-takes-only-types', { path: '^static/' }, { path: '^src/', dependencyTypesNot: ['type-only'] }),
    rule(
      'static-takes-only-contracts',
      { path: '^static/' },
      { path: '^src/', pathNot: 'core/(model|definition)\\.ts$|contract\\.ts$' },
    ),
    rule('src-ships-no-test-code', { path: '^src/' }, { path: '^test/' }),
    rule(
      'src-needs-no-dev-dependency',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
