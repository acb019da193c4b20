/**
 * Runs Atlassian's own validators and linters on the app in the working directory and prints what they found as JSON.
 * A process of its own, because they read ./manifest.yml and ./src of the working directory.
 */
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { getClientSideLintersOnly, lint } = require('@forge/lint');
const { ProcessorBuilder, ValidationTypes } = require('@forge/manifest');
const { parse } = require('yaml');

const KINDS = ['FULL', 'PRODUCT_TRIGGER', 'DEPRECATED_EGRESS_PERMISSIONS', 'AGENT_PRODUCT_CONTEXT'];
/** It downloads the products' API descriptions; the scopes are held against the calls in a test of our own. */
const NEED_NETWORK = new Set(['PermissionLinter']);
const silent = { info() {}, warn() {}, error() {}, debug() {}, trace() {} };
/** The linters ask an online service for flags and lists; offline every list is empty. */
const offline = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : async () => []) });

async function main() {
  const validators = [];
  for (const kind of KINDS) {
    const { success, errors } = await ProcessorBuilder.instance()
      .withValidation(ValidationTypes[kind])
      .build()
      .process();
    validators.push({ kind, success, errors: errors ?? [] });
  }
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const all = await getClientSideLintersOnly(manifest, 'production', silent, offline);
  const linters = all.filter((linter) => !NEED_NETWORK.has(linter.constructor.name));
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src', name));
  const results = await lint(['manifest.yml', ...sources], manifest, 'production', silent, offline, { linters });
  const problems = results.flatMap(({ file, errors, warnings }) =>
    [...errors, ...warnings].map((problem) => ({ file, ...problem })),
  );
  process.stdout.write(JSON.stringify({ validators, linters: linters.length, sources: sources.length, problems }));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
