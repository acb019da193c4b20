import { type Subject, subjectRef } from '../subjects/core/model';
import type { Served } from './answer';
import type { UserApi } from './contract';
import { createPresentation, createShowOne, type Deps as PresentDeps } from './present';
import { createReach, type Deps as ReachDeps } from './reach';
import { type Deps as ActionDeps, createUserActions } from './user-actions';
import { createUserDecisions, type Deps as DecisionDeps } from './user-decisions';
import { createUserDelegations, type Deps as DelegationDeps } from './user-delegations';
import { createUserDigest, type Deps as DigestDeps } from './user-digest';
import { createUserInbox, type Deps as InboxDeps } from './user-inbox';
import { createUserLink, type Deps as LinkDeps } from './user-link';
import { createUserSubject, type Deps as SubjectDeps } from './user-subject';
import type { Viewer } from './viewer';

type Deps = ReachDeps &
  PresentDeps &
  SubjectDeps &
  DecisionDeps &
  ActionDeps &
  InboxDeps &
  DelegationDeps &
  LinkDeps &
  DigestDeps;

/** The calls of the issue panel, the page's byline and the page "My approvals". */
export function createUserApi(deps: Deps): Served<UserApi, Viewer> {
  const asked = { ...deps, isAdminOf: onceForEach(deps.isAdminOf) };
  const present = createPresentation(asked);
  const parts = { ...asked, reach: createReach(asked), present, showOne: createShowOne(present) };
  return {
    ...createUserSubject(parts),
    ...createUserDecisions(parts),
    ...createUserActions(parts),
    ...createUserInbox(parts),
    ...createUserDelegations(parts),
    ...createUserLink(parts),
    ...createUserDigest(parts),
  };
}

/** It costs a call to the product. An app lives for one invocation, which is one person's. */
function onceForEach(ask: (subject: Subject) => Promise<boolean>): (subject: Subject) => Promise<boolean> {
  const asked = new Map<string, Promise<boolean>>();
  return (subject) => {
    const known = asked.get(subjectRef(subject)) ?? ask(subject);
    asked.set(subjectRef(subject), known);
    return known;
  };
}
