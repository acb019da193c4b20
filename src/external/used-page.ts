import { type Html, html, NOTHING } from '../shared/html';
import { type PageAnswer, toPage } from './document';
import { decisionsOf, facts, hidden, type Shown } from './page';
import type { Standing } from './standing';
import { AFTER, type Fault, formatUtc, whatWasDecided } from './words';

type Used = Extract<Standing, { type: 'used' }>;

/** What became of the link: it was used, and how. */
export function renderUsed(
  used: Used,
  shown: Shown,
  { justNow, fault }: { justNow: boolean; fault?: Fault | undefined },
): PageAnswer {
  const { step, decision, mayWithdraw } = used;
  const { approval, nameOf } = shown;
  const title = justNow ? 'Your decision is recorded' : 'You have decided already';
  const place = used.inPlaceOf === undefined ? NOTHING : html` in place of <bdi>${nameOf(used.inPlaceOf)}</bdi>`;
  return toPage(
    200,
    title,
    html`<h1>${title}</h1>
${fault === undefined ? NOTHING : html`<p class="fault" role="alert">${fault.text}</p>`}
<p dir="auto">${whatWasDecided(step, decision, true)}${place} on ${formatUtc(decision.at)}. ${AFTER[approval.status]}</p>
${facts(shown, step)}
${decisionsOf(shown, step)}
${mayWithdraw ? takeBack(shown) : html`<p>This link has been used. You can close this page.</p>`}`,
  );
}

const takeBack = (shown: Shown): Html => html`<h2 id="back">Changed your mind?</h2>
<p>You can take your decision back for now, and decide again.</p>
<form method="post" aria-labelledby="back">
${hidden(shown)}
<div class="buttons"><button name="decision" value="withdraw">Take it back</button></div>
</form>`;
