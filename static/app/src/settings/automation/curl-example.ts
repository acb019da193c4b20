type Request = Readonly<Record<string, unknown>>;

/** One command for a POSIX shell. The token comes from the environment, so that it stays out of the shell's history. */
export function toCurl(url: string, request: Request): string {
  return [
    `curl ${quoted(url)}`,
    `-H "Authorization: Bearer $BATON_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(JSON.stringify(request))}`,
  ].join(' \\\n  ');
}

const WORK_ITEM = { kind: 'work-item', key: 'SHOP-1' };

export const EXAMPLES: readonly { title: string; request: Request }[] = [
  {
    title: 'Start an approval',
    request: { action: 'start', definition: 'Release approval', subject: WORK_ITEM, requestId: 'deploy-4711' },
  },
  { title: 'Read the approvals of a work item', request: { action: 'read', subject: WORK_ITEM } },
  { title: 'Cancel an approval', request: { action: 'cancel', approval: 'apr-…' } },
];

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
