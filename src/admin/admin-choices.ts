import * as z from 'zod';
import { parseOrThrow } from '../shared/parse';
import { answered, type Served } from './answer';
import type { AdminApi, Choice } from './contract';

/** All of it is asked of the product as the caller. */
export type Deps = {
  findGroups: (text: string) => Promise<readonly Choice[]>;
  projectRoles: (projectKey: string) => Promise<readonly Choice[]>;
  /** `type` as Jira calls it; a list is its items with brackets. */
  fields: () => Promise<readonly (Choice & { readonly type: string })[]>;
  findProjects: (text: string) => Promise<readonly { readonly key: string; readonly name: string }[]>;
  /** All that the caller sees; none where there is no Confluence. */
  spaces: () => Promise<readonly { readonly key: string; readonly name: string }[]>;
};

const SHOWN = 50;
const OF_PEOPLE = new Set(['user', 'user[]', 'group', 'group[]']);

const text = z.string().trim().max(255, 'must be at most 255 characters');
const query = z.object({ query: text });
const rolesInput = z.object({ project: text.min(1, 'must be the key of a project') });

type Calls = Pick<Served<AdminApi, unknown>, Extract<keyof AdminApi, `choices/${string}`>>;

/** What an admin can choose from in a definition. Projects and spaces are known by their keys there. */
export function createAdminChoices({ findGroups, projectRoles, fields, findProjects, spaces }: Deps): Calls {
  return {
    async 'choices/groups'(_caller, payload) {
      return answered(await findGroups(parseOrThrow(query, payload, 'search').query));
    },
    async 'choices/roles'(_caller, payload) {
      return answered(await projectRoles(parseOrThrow(rolesInput, payload, 'search').project));
    },
    async 'choices/fields'() {
      return answered((await fields()).map(({ id, name, type }) => ({ id, name, people: OF_PEOPLE.has(type) })));
    },
    async 'choices/projects'(_caller, payload) {
      return answered((await findProjects(parseOrThrow(query, payload, 'search').query)).map(byKey));
    },
    async 'choices/spaces'(_caller, payload) {
      const wanted = parseOrThrow(query, payload, 'search').query.toLowerCase();
      const fits = (words: string) => words.toLowerCase().includes(wanted);
      return answered(
        (await spaces())
          .filter(({ key, name }) => fits(key) || fits(name))
          .slice(0, SHOWN)
          .map(byKey),
      );
    },
  };
}

const byKey = ({ key, name }: { readonly key: string; readonly name: string }): Choice => ({ id: key, name });
