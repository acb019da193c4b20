import { usePages } from '../questions';

export function ConfluencePages({ nameOf }: { nameOf: (accountId: string) => string }) {
  const pages = usePages();
  return (
    <>
      {(pages.data ?? []).map(({ id, title, author, text }) => (
        <article key={id} className="work-item">
          <h2>{title}</h2>
          <p className="facts">Written by {nameOf(author)}</p>
          <p>{text}</p>
        </article>
      ))}
      <p className="quiet">Approvals of pages are not part of this version; the page is here for the product twin.</p>
    </>
  );
}
