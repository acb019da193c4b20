import { MANIFEST } from './fake-app';

/** The manifest of the fake app with more modules, and a function of the same name for each key that is given. */
export function manifestWith(modules: string, functions: readonly string[] = []): string {
  const declared = functions.map((key) => `    - { key: ${key}, handler: index.${key} }\n`).join('');
  return MANIFEST.replace('modules:\n', `modules:\n${modules}`).replace('  function:\n', `  function:\n${declared}`);
}
