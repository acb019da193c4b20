/** The definition that a rule was set to; undefined where it was set to none. Jira keeps a rule as the text it was given. */
export function parseRule(saved: unknown): string | undefined {
  const rule = typeof saved === 'string' ? parseText(saved) : saved;
  if (typeof rule !== 'object' || rule === null || !('definitionId' in rule)) return undefined;
  return typeof rule.definitionId === 'string' && rule.definitionId !== '' ? rule.definitionId : undefined;
}

export const writeRule = (definitionId: string): string => JSON.stringify({ definitionId });

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
