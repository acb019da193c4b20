import type { Approval } from '../approvals/core/model';
import type { People } from '../identity/core/model';
import type { Notification } from '../notifications/core/model';

export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

const escapeHtml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** The request as an e-mail: what, who asks, the step, and the way to decide. */
export function renderRequestMail({
  approval,
  row,
  people,
}: {
  approval: Approval;
  row: Pick<Notification, 'step'>;
  people: People;
}): Mail {
  const { subject, definition, requester } = approval;
  const asker = people.get(requester)?.name ?? 'A colleague';
  const step = approval.steps[row.step]?.name ?? '';
  const sentence = `${asker} asks for your approval: ${definition.name}, step ${step}.`;
  const about = `${subject.key} ${subject.title}`;
  return {
    subject: `Approval requested: ${about}`,
    text: `${sentence}\n\n${about}\n\nOpen the work item and decide in its Approvals panel:\n${subject.url}\n`,
    html: [
      `<p>${escapeHtml(sentence)}</p>`,
      `<p><a href="${escapeHtml(subject.url)}">${escapeHtml(about)}</a></p>`,
      '<p>Open the work item and decide in its Approvals panel.</p>',
    ].join(''),
  };
}
