import { type Approvals, createApprovals } from '../approvals/approvals';
import { createDefinitions } from '../approvals/definitions';
import { createDelegations } from '../approvals/delegations';
import { createDryRun } from '../approvals/dry-run';
import { createStaffer } from '../approvals/people';
import { createRegister } from '../approvals/register';
import { createApprovalQueries } from '../approvals/store';
import { createSubjectChanges } from '../approvals/subject-changes';
import { createUpkeep } from '../approvals/upkeep';
import type { Confluence } from '../atlassian/confluence';
import type { Jira } from '../atlassian/jira';
import type { Profiles } from '../identity/profiles';
import type { Ports } from '../ports';
import type { SubjectKey } from '../subjects/core/model';
import { createSubjects } from '../subjects/subjects';

/** The approvals engine and what it is about, made of the products' calls. */
export function createEngine(
  ports: Ports,
  { jira, confluence, profiles }: { jira: Jira; confluence: Confluence; profiles: Profiles },
) {
  const { store, correlation, clock, log } = ports;
  const register = createRegister(ports);
  const queries = createApprovalQueries(store);
  const approvals: Approvals = createApprovals({ ...ports, register });
  const definitions = createDefinitions(ports);
  const delegations = createDelegations(ports);

  const storedOn = async (subject: SubjectKey) => queries.byIds((await register.load(subject)).approvals);
  const subjects = createSubjects({
    jira,
    confluence,
    approvalsOf: async (subject) => (await storedOn(subject)).map(({ state }) => state),
  });
  const staffer = createStaffer({
    clock,
    delegations,
    accounts: profiles,
    groups: jira,
    roles: jira,
    spaces: confluence,
  });
  const upkeep = createUpkeep({
    clock,
    log,
    correlation,
    approvals,
    definitions,
    staffer,
    readSubject: subjects.read,
  });
  const changes = createSubjectChanges({
    log,
    correlation,
    register,
    approvals,
    definitions,
    upkeep,
    byIds: queries.byIds,
    readSubject: subjects.read,
  });

  return {
    approvals,
    queries,
    definitions,
    delegations,
    subjects,
    storedOn,
    upkeep,
    changes,
    dryRun: createDryRun({ clock, staffer }),
  };
}

export type Engine = ReturnType<typeof createEngine>;
