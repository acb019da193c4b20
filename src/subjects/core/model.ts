/** What an approval is about. `id` is the product's own id, which outlives a renamed key or a moved page. */
export type Subject = {
  readonly kind: 'work-item';
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly url: string;
};

/** One word for index rows and keys. */
export const subjectRef = (subject: Pick<Subject, 'kind' | 'id'>) => `${subject.kind}:${subject.id}`;
