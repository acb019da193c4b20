/** Pasted lists come with commas, semicolons or lines between. Each text is there once. */
export function withWords(words: readonly string[], entered: string): string[] {
  const found = entered
    .split(/[,;\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return [...new Set([...words, ...found])];
}
