import type { Confluence } from '../atlassian/confluence';
import { PermanentError } from '../shared/errors';
import { toPageState } from './page-state';
import type { Place } from './place';

type Deps = {
  confluence: Pick<
    Confluence,
    'pageAsUser' | 'pageAsApp' | 'hasPageComment' | 'addPageComment' | 'setPageProperty' | 'addPageLabel'
  >;
};

/** A page brings its own address. */
export function createPages({ confluence }: Deps): Place {
  return {
    async load(id) {
      const page = await confluence.pageAsUser(id);
      return page === undefined ? undefined : toPageState(page);
    },

    async read({ id, url, version }) {
      const page = await confluence.pageAsApp(id, version);
      return page === undefined ? undefined : toPageState({ ...page, url: url ?? page.url });
    },

    hasComment: ({ id }, marker) => confluence.hasPageComment(id, marker),
    addComment: (page, document, marker) => confluence.addPageComment(page, document, marker),
    putProperty: ({ id }, key, value) => confluence.setPageProperty(id, key, value),
    transition: async () => {
      throw new PermanentError('not-for-pages');
    },
    setField: async () => {
      throw new PermanentError('not-for-pages');
    },
    addLabel: ({ id }, label) => confluence.addPageLabel(id, label),
  };
}
