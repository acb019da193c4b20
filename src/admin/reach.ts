import type { ApprovalId, Instant } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';
import { type Subject, type SubjectKey, type SubjectState, subjectRef } from '../subjects/core/model';
import { type Refused, refused } from './answer';
import type { StoredApproval } from './present';
import { isDeleted, isPartOf, kindOf, type Viewer } from './viewer';
import { NO_SUBJECT, NOT_VISIBLE, refusedText } from './words-refused';

export type Deps = {
  now: () => Instant;
  /** As the viewer; undefined where the product does not show it to them. */
  loadSubject: (subject: SubjectKey, siteUrl: string) => Promise<SubjectState | undefined>;
  load: (id: ApprovalId) => Promise<StoredApproval | undefined>;
};

export type Reached = { readonly stored: StoredApproval; readonly state: SubjectState };
export type Reach = ReturnType<typeof createReach>;

/** What a viewer can get at. What they may not see is answered like what does not exist. */
export function createReach({ now, loadSubject, load }: Deps) {
  async function subject({ place, siteUrl }: Viewer): Promise<Result<SubjectState, Refused>> {
    if (place.kind === 'nowhere') return err(refused(NO_SUBJECT));
    const state = await loadSubject(place, siteUrl);
    return state === undefined ? err(refused(NOT_VISIBLE[place.kind])) : ok(state);
  }

  /** On a subject only what runs there; elsewhere only what the viewer has a part in. */
  async function approval(viewer: Viewer, id: ApprovalId): Promise<Result<Reached, Refused>> {
    if (viewer.place.kind === 'nowhere') return ownApproval(viewer, id);
    const [state, stored] = await Promise.all([subject(viewer), find(id)]);
    if (!state.ok) return state;
    if (stored === undefined || !isSame(stored.state.subject, state.value.subject)) return err(notFound(viewer));
    return ok({ stored, state: state.value });
  }

  async function ownApproval(viewer: Viewer, id: ApprovalId): Promise<Result<Reached, Refused>> {
    const stored = await find(id);
    if (stored === undefined || !isPartOf(stored.state, viewer.accountId, now())) return err(notFound(viewer));
    const state = await loadSubject(stored.state.subject, viewer.siteUrl);
    return state === undefined ? err(notFound(viewer)) : ok({ stored, state });
  }

  async function find(id: ApprovalId): Promise<StoredApproval | undefined> {
    const stored = await load(id);
    return stored === undefined || isDeleted(stored.state) ? undefined : stored;
  }

  return { subject, approval };
}

const notFound = (viewer: Viewer): Refused => refused(refusedText('not-found', kindOf(viewer)));

const isSame = (one: Subject, other: Subject) => subjectRef(one) === subjectRef(other);
