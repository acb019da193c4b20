import type { Approval, ApprovalEvent } from '../approvals/core/model';
import { deciderOf } from '../approvals/core/steps';
import type { Stored } from '../ledger/record';
import { type AccountId, emailOf, isExternal, type PersonId } from '../shared/brand';
import { html, NOTHING } from '../shared/html';
import { type PageAnswer, toNoticePage } from './document';
import type { Link } from './link';
import { type Content, type Returned, renderForm, type Shown } from './page';
import type { Standing } from './standing';
import { renderUsed } from './used-page';
import { NOTICE, OUTCOME } from './words';

export type StoredApproval = Stored<Approval, ApprovalEvent>;

/** Whoever holds the link, and how things stand for them. */
export type Visit = {
  readonly link: Link;
  readonly token: string;
  readonly stored: StoredApproval;
  readonly standing: Standing;
};

/** What came of a form; nothing where the page was only opened. */
export type Told = { readonly justNow?: boolean; readonly status?: number } & Partial<Returned>;

export type ShowingDeps = {
  /** Exactly what is decided on; undefined where it is not to be had. */
  contentOf: (approval: Approval) => Promise<Content | undefined>;
  names: (ids: readonly AccountId[]) => Promise<ReadonlyMap<AccountId, string>>;
};

export function createShowing({ contentOf, names }: ShowingDeps) {
  /** As it is now: whatever was refused meanwhile shows in it. */
  async function show({ stored, standing }: Visit, told: Told): Promise<PageAnswer> {
    switch (standing.type) {
      case 'open': {
        const { status = 200, fault, sent } = told;
        const returned: Returned | undefined = fault === undefined || sent === undefined ? undefined : { fault, sent };
        return renderForm(standing, await shownOf(stored, 'with-content'), status, returned);
      }
      case 'used': {
        const { justNow = false, fault } = told;
        return renderUsed(standing, await shownOf(stored, 'without'), { justNow, fault });
      }
      case 'closed':
        return toNoticePage(OUTCOME[standing.outcome], aboutOf(stored.state));
      case 'not-found':
      case 'no-longer-asked':
        return toNoticePage(NOTICE[standing.type], NOTHING);
      case 'expired':
      case 'superseded':
      case 'excluded':
      case 'decided-for':
      case 'outdated':
      case 'returned':
      case 'not-open':
      case 'step-over':
        return toNoticePage(NOTICE[standing.type], aboutOf(stored.state));
    }
  }

  async function shownOf({ state, sequence }: StoredApproval, how: 'with-content' | 'without'): Promise<Shown> {
    const [known, content] = await Promise.all([
      names([...new Set(accountsIn(state))]),
      how === 'with-content' ? contentOf(state) : undefined,
    ]);
    const nameOf = (id: PersonId) => (isExternal(id) ? emailOf(id) : (known.get(id) ?? 'a colleague'));
    return { approval: state, sequence, nameOf, content };
  }

  return show;
}

/** Whoever is named on the page: those who have decided, those in whose place somebody may, and the requester. */
function accountsIn({ requester, steps }: Approval): readonly AccountId[] {
  const people = steps.flatMap(({ approvers }) =>
    approvers.flatMap((each) => {
      const decider = deciderOf(each);
      const named = decider !== undefined || each.delegates.length > 0;
      return named ? [each.id, ...(decider === undefined ? [] : [decider])] : [];
    }),
  );
  return [requester, ...people].flatMap((id) => (isExternal(id) ? [] : [id]));
}

const aboutOf = ({ definition, subject }: Approval) =>
  html`<dl><dt>Approval</dt><dd dir="auto">${definition.name}</dd><dt>About</dt><dd dir="auto">${`${subject.key} ${subject.title}`.trim()}</dd></dl>`;
