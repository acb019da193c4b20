import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

type Found = {
  validators: { kind: string; success: boolean; errors: unknown[] }[];
  linters: number;
  sources: number;
  problems: unknown[];
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const KINDS = ['FULL', 'PRODUCT_TRIGGER', 'DEPRECATED_EGRESS_PERMISSIONS', 'AGENT_PRODUCT_CONTEXT'];

/** The app as it is deployed: manifest, sources, and a resource folder with the pages that a build puts there. */
function deployed({ change = (manifest: string) => manifest } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-manifest-'));
  folders.push(folder);
  for (const name of ['manifest.yml', 'tsconfig.json', 'package.json', 'src'])
    cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'static/app/dist'), { recursive: true });
  writeFileSync(join(folder, 'static/app/dist/index.html'), '<!doctype html>');
  cpSync('static/app/public/icon.svg', join(folder, 'static/app/dist/icon.svg'));
  const manifest = join(folder, 'manifest.yml');
  writeFileSync(manifest, change(readFileSync(manifest, 'utf8')));
  return folder;
}

function validate(folder: string): Found {
  const script = resolve('test/support/atlassian-validators.cjs');
  return JSON.parse(execFileSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' })) as Found;
}

describe('Atlassian’s own validators and linters', () => {
  it('find nothing in the manifest and the sources, no error and no warning', () => {
    const { validators, linters, sources, problems } = validate(deployed());

    expect(validators).toEqual(KINDS.map((kind) => ({ kind, success: true, errors: [] })));
    expect(problems).toEqual([]);
    expect(linters).toBeGreaterThan(10);
    expect(sources).toBeGreaterThan(40);
  }, 120_000);

  it('would notice a handler that is not there and an index over nothing', () => {
    const broken = deployed({
      change: (manifest) =>
        manifest.replace('index.runRelay', 'gone.runRelay').replace('range: [owedSince]', 'range: [owedSinc]'),
    });

    const said = JSON.stringify(validate(broken));

    expect(said).toContain('gone.runRelay');
    expect(said).toContain('owedSinc');
  }, 120_000);
});
