/** Plain text, a paragraph for each line. */
export function Paragraphs({ text }: { text: string }) {
  // Lines have no id and are never reordered.
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, line }));
  return (
    <div className="page-text">
      {lines.map(({ number, line }) => (
        <p key={number}>{line}</p>
      ))}
    </div>
  );
}
