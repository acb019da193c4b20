import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.env.CONTRACTS_DIR ?? join(projectRoot, '..', 'shared', 'contracts');

/** An official document of another side as JSON, or undefined where the documents are not at hand; in CI they must be. */
export function readContract(path: string): unknown | undefined {
  const file = join(folder, path);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  if (process.env.CI === 'true') throw new Error(`the contract ${path} is missing; set CONTRACTS_DIR to its folder`);
  process.stderr.write(`skipped: the contract ${path} is not in CONTRACTS_DIR\n`);
  return undefined;
}
