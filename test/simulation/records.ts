import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox';

/** What the app keeps, read from its storage and not through its code. */

const approver = z.object({
  id: z.string(),
  round: z.number(),
  decision: z.object({ kind: z.string(), at: z.number(), by: z.string().optional() }).optional(),
  left: z.object({ reason: z.string() }).optional(),
});
const clock = z.object({
  dueAt: z.number(),
  escalated: z.number(),
  escalations: z.array(z.object({ at: z.number(), to: z.string() })),
});
const approval = z.object({
  dueAt: z.number(),
  owedSince: z.number(),
  data: z.object({
    sequence: z.number(),
    owed: z.array(z.unknown()),
    commands: z.array(z.string()),
    approval: z.object({
      id: z.string(),
      status: z.string(),
      definition: z.object({ name: z.string() }),
      subject: z.object({ kind: z.string(), id: z.string() }),
      requester: z.string(),
      startedAt: z.number(),
      closedAt: z.number().optional(),
      settled: z.boolean().optional(),
      cancelled: z.string().optional(),
      follows: z.string().optional(),
      outdatedAt: z.number().optional(),
      validity: z.string().optional(),
      shelved: z.object({ as: z.string() }).optional(),
      steps: z.array(
        z.object({
          name: z.string(),
          status: z.string(),
          approvers: z.array(approver),
          clock: clock.optional(),
          openedAt: z.number().optional(),
          deadlock: z.object({ reason: z.string() }).optional(),
        }),
      ),
    }),
  }),
});
const row = z.object({
  status: z.string(),
  dueAt: z.number(),
  createdAt: z.number(),
  data: z.object({
    kind: z.string(),
    approvalId: z.string(),
    step: z.number(),
    round: z.number(),
    topic: z.string().optional(),
    recipient: z.string().optional(),
    asks: z.boolean(),
    progress: z.object({ status: z.string(), reason: z.string().optional(), fallback: z.string().optional() }),
    slack: z
      .object({
        team: z.string(),
        channel: z.object({ id: z.string() }).optional(),
        posted: z.object({ channel: z.string(), ts: z.string() }).optional(),
      })
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

type Kept = z.infer<typeof approval>;
export type KeptApproval = Kept['data'] & { readonly key: string; readonly dueAt: number; readonly owedSince: number };
export type KeptRow = z.infer<typeof row>['data'] & {
  readonly key: string;
  readonly status: string;
  readonly dueAt: number;
  readonly createdAt: number;
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
    approvals: of('approval').map(({ key, value }) => {
      const { data, ...attributes } = approval.parse(value);
      return { key, ...attributes, ...data };
    }),
    rows: of('notification').map(({ key, value }) => {
      const { data, ...attributes } = row.parse(value);
      return { key, ...attributes, ...data };
    }),
    audit: of('audit').map(({ value }) => {
      const { data, ...rest } = auditEntry.parse(value);
      return { ...rest, ...data };
    }),
  };
}
