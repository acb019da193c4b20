import { EXAMPLES, toCurl } from './curl-example';

/** The short of docs/automation.md. */
export function ApiExamples({ url }: { url: string }) {
  return (
    <>
      <h3>Examples</h3>
      <p className="subtle">
        Every request is a POST with a JSON object. Send the same requestId again when an answer was lost: nothing is
        started twice. An error answers with a code, a message and the field that is wrong. All fields, answers and
        codes are described in docs/automation.md, which comes with Baton.
      </p>
      {EXAMPLES.map(({ title, request }) => (
        <figure key={title} className="example">
          <figcaption className="label">{title}</figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide example has to be scrolled by keyboard too. */}
          <pre tabIndex={0}>{toCurl(url, request)}</pre>
        </figure>
      ))}
    </>
  );
}
