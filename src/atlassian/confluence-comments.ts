import * as z from 'zod';
import { readOrThrow } from '../shared/parse';
import { type AdfDocument, document, link, paragraph } from './adf';
import type { Calls } from './calls';

const comments = z.object({
  results: z.array(z.object({ body: z.object({ atlas_doc_format: z.object({ value: z.string() }).optional() }) })),
});

const PAGE = 50;

/**
 * A comment takes its properties only in a second call, and an app that dies between the two would not find its own
 * comment again. So the marker is in the comment itself, where a reader sees a link to the page.
 */
export function confluenceComments(calls: Calls) {
  return {
    async addPageComment(
      page: { readonly id: string; readonly url: string },
      body: AdfDocument,
      marker: string,
    ): Promise<void> {
      const marked = document(
        ...body.content,
        paragraph(link('Recorded by Baton', `${page.url}${toFragment(marker)}`)),
      );
      await calls.asApp({
        method: 'POST',
        path: ['wiki', 'api', 'v2', 'footer-comments'],
        body: { pageId: page.id, body: { representation: 'atlas_doc_format', value: JSON.stringify(marked) } },
      });
    },

    /** Looks among the newest comments: ours was written a few minutes ago at most. */
    async hasPageComment(pageId: string, marker: string): Promise<boolean> {
      const body = await calls.asApp({
        method: 'GET',
        path: ['wiki', 'api', 'v2', 'pages', pageId, 'footer-comments'],
        query: [
          ['body-format', 'atlas_doc_format'],
          ['sort', '-created-date'],
          ['limit', String(PAGE)],
        ],
      });
      const end = `${toFragment(marker)}"`;
      const { results } = readOrThrow(comments, body, 'confluence comments');
      return results.some((each) => each.body.atlas_doc_format?.value.includes(end) === true);
    },
  };
}

/** Of letters that no editor writes in another way. */
const toFragment = (marker: string) => `#baton-${marker.replace(/[^\w.-]/g, '.')}`;
