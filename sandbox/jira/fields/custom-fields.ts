import type { Groups } from '../../atlassian/groups';
import type { People } from '../../atlassian/people';
import type { Beans } from '../beans';
import type { CustomValue, WorkItemRecord } from '../records';
import { CUSTOM_FIELDS } from './catalogue';
import { createField, type Field, type Kind } from './field';
import { type Choice, choiceKind, numberKind } from './kinds';
import { peopleKinds } from './people-kinds';

export type BookDeps = { people: People; groups: Groups; beans: Beans };
type Declared = (typeof CUSTOM_FIELDS)[number];

export function customFields(deps: BookDeps): Field[] {
  const kinds = peopleKinds(deps);

  function toField(each: Declared): Field {
    const { number, name, type } = each;
    const id = `customfield_${number}`;
    const custom = { type, number };
    const write = (item: WorkItemRecord, value: CustomValue | null): WorkItemRecord => {
      const { [id]: _before, ...others } = item.custom;
      return { ...item, custom: value === null ? others : { ...others, [id]: value } };
    };
    const text = (item: WorkItemRecord) => textOf(item.custom[id]);
    const about = { id, name, custom };

    switch (each.kind) {
      case 'user':
        return createField(kinds.user, { ...about, read: text, write });
      case 'users':
        return createField(kinds.users, {
          ...about,
          read: (item) => listOf(item.custom[id]),
          write: (item, ids) => write(item, ids.length === 0 ? null : [...ids]),
        });
      case 'group':
        return createField(kinds.group, { ...about, read: text, write });
      case 'number':
        return createField(numberKind, { ...about, read: (item) => numberOf(item.custom[id]), write });
      case 'select':
        return createField(selectKind(each.options, deps.beans), { ...about, read: text, write });
    }
  }

  return CUSTOM_FIELDS.map(toField);
}

function selectKind(options: readonly Choice[], beans: Beans): Kind<string | null> {
  const choice = choiceKind({ type: 'option', of: options, nameKey: 'value', show: beans.option });
  return {
    ...choice,
    parse(value, wrong) {
      if (value === null) return null;
      const found = choice.find(value);
      if (found === undefined) throw wrong('Specify a valid option, by its id or its value');
      return found.id;
    },
  };
}

const textOf = (value: CustomValue | undefined): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: CustomValue | undefined): number | null => (typeof value === 'number' ? value : null);
const listOf = (value: CustomValue | undefined): readonly string[] => (Array.isArray(value) ? value : []);
