import { createGate } from '../approvals/gate';
import type { Jira } from '../atlassian/jira';
import { createActions } from '../automation/actions';
import { createApi } from '../automation/api';
import { createApiTokens } from '../automation/api-token';
import { createOperations } from '../automation/operations';
import { createExternalPage } from '../external/handle';
import type { LinkKey } from '../external/link-key';
import type { Profiles } from '../identity/profiles';
import type { Ports } from '../ports';
import type { AccountId } from '../shared/brand';
import type { SubjectKey } from '../subjects/core/model';
import type { Engine } from './engine';

type Parts = {
  engine: Engine;
  jira: Jira;
  profiles: Profiles;
  linkKey: LinkKey;
};

/** The ways in for whoever is not looking at a page of ours: people without an account, scripts, rules, workflows. */
export function createOutside(ports: Ports, { engine, jira, profiles, linkKey }: Parts) {
  const { clock, correlation, log } = ports;
  const { approvals, definitions, subjects, storedOn } = engine;

  const readSubject = (subject: SubjectKey) => subjects.read(subject);
  const readAsCaller = async (subject: SubjectKey) => subjects.load(subject, await jira.siteUrl());
  const isActive = async (id: AccountId) => (await profiles.load([id])).get(id)?.active === true;
  const namesOf = async (ids: readonly AccountId[]) =>
    new Map([...(await profiles.load(ids))].map(([id, { name }]) => [id, name]));

  const operations = createOperations({
    definitions,
    begin: approvals.begin,
    load: approvals.load,
    approvalsOf: storedOn,
    handle: approvals.handle,
    isActive,
    correlation,
  });

  return {
    externalPage: createExternalPage({
      key: linkKey.load,
      load: approvals.load,
      handle: approvals.handle,
      contentOf: subjects.contentOf,
      names: namesOf,
      now: clock.now,
      correlation,
      log,
    }),
    approvalsApi: createApi({ tokens: createApiTokens(ports), operations, read: readSubject, correlation, log }),
    automation: createActions({ operations, read: readAsCaller, isAdmin: jira.isAdmin, correlation }),
    gate: createGate({
      findWorkItem: async (key) => (await readSubject({ kind: 'work-item', id: key }))?.subject,
      storedOn,
      nameOf: async (id) => (await definitions.load(id))?.name,
    }),
  };
}
