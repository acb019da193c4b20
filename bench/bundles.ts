import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { printTable, round } from './table';

const FUNCTION: BuildOptions = { bundle: true, platform: 'node', target: 'node24', logLevel: 'error' };

/** One CommonJS file with everything inside, which is what Forge's bundler makes of a function. */
async function bundleToFile(entry: string, outfile: string): Promise<void> {
  await build({ ...FUNCTION, entryPoints: [entry], outfile, format: 'cjs' });
}

/** Where the bundles of the two lie while they are compared. */
export type Bundles = { readonly folder: string; readonly files: Readonly<Record<'baton' | 'bolt', string>> };

/** Both apps, bundled in the same way, for as long as `use` runs. */
export async function withBundles<T>(use: (bundles: Bundles) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const files = { baton: join(folder, 'baton.cjs'), bolt: join(folder, 'bolt.cjs') };
    await bundleToFile('src/index.ts', files.baton);
    await bundleToFile('bench/bolt-app.ts', files.bolt);
    return await use({ folder, files });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A script that runs by itself, for a child process. */
export async function bundleScript(entry: string, outfile: string): Promise<void> {
  await build({ ...FUNCTION, entryPoints: [entry], outfile, format: 'esm' });
}

type Sizes = { all: string; before: string };

/** Split, so that what is only loaded on demand stands in files of its own. */
async function sizesOf(entry: string): Promise<Sizes> {
  const { outputFiles = [], metafile } = await build({
    ...FUNCTION,
    entryPoints: { entry },
    outdir: 'out',
    format: 'esm',
    minify: true,
    splitting: true,
    metafile: true,
    write: false,
  });
  const loaded = loadedAtOnce(metafile?.outputs ?? {});
  const whole = outputFiles.map(({ contents }) => contents);
  const before = outputFiles.filter(({ path }) => loaded.some((name) => path.endsWith(name)));
  return { all: kilobytes(whole), before: kilobytes(before.map(({ contents }) => contents)) };
}

/** The entry and all that it imports with a plain import. */
function loadedAtOnce(outputs: Metafile['outputs']): string[] {
  const entry = Object.keys(outputs).find(
    (name) => outputs[name]?.entryPoint !== undefined && name.endsWith('/entry.js'),
  );
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { path, kind } of outputs[name]?.imports ?? []) if (kind === 'import-statement') visit(path);
  };
  if (entry !== undefined) visit(entry);
  return [...seen].filter((name) => outputs[name] !== undefined);
}

function kilobytes(parts: readonly Uint8Array[]): string {
  const whole = Buffer.concat(parts);
  return `${round(whole.length / 1_024, 0)} KB (${round(gzipSync(whole).length / 1_024, 0)} KB gzip)`;
}

export async function printBundles(): Promise<void> {
  const [baton, bolt] = [await sizesOf('src/index.ts'), await sizesOf('bench/bolt-app.ts')];
  printTable(
    'Code of the functions, minified',
    ['what', 'Baton, all functions', 'Bolt, one action'],
    [
      ['the whole bundle', baton.all, bolt.all],
      ['of it loaded before the acknowledgement', baton.before, bolt.before],
    ],
  );
}
