import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox';

/** What the app keeps, read from its storage and not through its code. */

const decision = z.object({ kind: z.enum(['approve', 'reject']), at: z.number(), via: z.string() });
const approval = z.object({
  data: z.object({
    sequence: z.number(),
    owed: z.array(z.unknown()),
    commands: z.array(z.string()),
    approval: z.object({
      id: z.string(),
      status: z.enum(['pending', 'approved', 'rejected', 'cancelled']),
      definition: z.object({ name: z.string() }),
      subject: z.object({ id: z.string() }),
      startedAt: z.number(),
      closedAt: z.number().optional(),
      steps: z.array(
        z.object({
          name: z.string(),
          status: z.enum(['waiting', 'open', 'approved', 'rejected', 'skipped']),
          approvers: z.array(z.object({ accountId: z.string(), decision: decision.optional() })),
        }),
      ),
    }),
  }),
});
const row = z.object({
  status: z.string(),
  dueAt: z.number(),
  data: z.object({
    kind: z.enum(['approval-request', 'outcome-comment', 'state-property']),
    approvalId: z.string(),
    step: z.number(),
    recipient: z.string().optional(),
    progress: z.object({ status: z.string(), reason: z.string().optional() }),
    slack: z
      .object({ user: z.string(), posted: z.object({ channel: z.string(), ts: z.string() }).optional() })
      .optional(),
    claim: z.unknown().optional(),
  }),
});
const auditEntry = z.object({
  record: z.string(),
  sequence: z.number(),
  at: z.number(),
  actor: z.string(),
  data: z.object({ correlation: z.string(), event: z.looseObject({ type: z.string() }) }),
});

export type KeptApproval = z.infer<typeof approval>['data'];
export type KeptRow = z.infer<typeof row>['data'] & {
  readonly key: string;
  readonly status: string;
  readonly dueAt: number;
};
export type KeptEntry = Omit<z.infer<typeof auditEntry>, 'data'> & z.infer<typeof auditEntry>['data'];
export type Records = {
  readonly approvals: readonly KeptApproval[];
  readonly rows: readonly KeptRow[];
  readonly audit: readonly KeptEntry[];
};

export function recordsIn(sandbox: Sandbox): Records {
  const all = sandbox.kvs.dump(sandbox.world.site.installationId);
  const of = (name: string) => all.filter(({ entity }) => entity === name);
  return {
    approvals: of('approval').map(({ value }) => approval.parse(value).data),
    rows: of('notification').map(({ key, value }) => {
      const { status, dueAt, data } = row.parse(value);
      return { key, status, dueAt, ...data };
    }),
    audit: of('audit').map(({ value }) => {
      const { data, ...rest } = auditEntry.parse(value);
      return { ...rest, ...data };
    }),
  };
}
