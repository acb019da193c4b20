import type { Jira } from '../atlassian/jira';
import { PermanentError } from '../shared/errors';
import { textsOf } from './field-value';
import type { Place } from './place';
import { toFieldValue } from './set-field';
import { toWorkItemState } from './work-item-state';

type Deps = {
  jira: Pick<
    Jira,
    | 'workItemAsUser'
    | 'workItemAsApp'
    | 'siteUrl'
    | 'hasComment'
    | 'addComment'
    | 'setProperty'
    | 'transitions'
    | 'transition'
    | 'editableFields'
    | 'setField'
    | 'addLabel'
  >;
};

export function createWorkItems({ jira }: Deps): Place {
  return {
    async load(id, siteUrl) {
      const item = await jira.workItemAsUser(id);
      return item === undefined ? undefined : toWorkItemState(item, urlOf(item.key, siteUrl));
    },

    async read({ id, url }) {
      const item = await jira.workItemAsApp(id);
      if (item === undefined) return undefined;
      return toWorkItemState(item, url ?? urlOf(item.key, await jira.siteUrl()));
    },

    hasComment: ({ id }, marker) => jira.hasComment(id, marker),
    addComment: ({ id }, document, marker) => jira.addComment(id, document, marker),
    putProperty: ({ id }, key, value) => jira.setProperty(id, key, value),

    /** What an earlier try may have done is done: there is no second transition from there. */
    async transition({ id }, status) {
      const item = await jira.workItemAsApp(id, ['status']);
      if (item === undefined) throw new PermanentError('subject-gone');
      const isWanted = (name: string | undefined) => name?.toLowerCase() === status.trim().toLowerCase();
      if (isWanted(textsOf(item.fields.status)[0])) return;

      const found = (await jira.transitions(id)).find(({ to }) => isWanted(to));
      if (found === undefined) throw new PermanentError('no-such-transition');
      await jira.transition(id, found.id);
    },

    async setField({ id }, field, value) {
      const editable = await jira.editableFields(id);
      const found = Object.hasOwn(editable, field) ? editable[field] : undefined;
      if (found === undefined) throw new PermanentError('field-not-editable');

      const converted = toFieldValue(found, value);
      if (!converted.ok) throw new PermanentError(converted.error);
      await jira.setField(id, field, converted.value);
    },

    addLabel: ({ id }, label) => jira.addLabel(id, label),
  };
}

const urlOf = (key: string, siteUrl: string) => new URL(`/browse/${encodeURIComponent(key)}`, siteUrl).href;
