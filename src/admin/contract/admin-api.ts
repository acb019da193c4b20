import type { DefinitionsApi } from './definitions';
import type { PeopleApi } from './people';
import type { SiteApi } from './site';
import type { SlackApi } from './slack';

/** The settings page. Every call is refused unless the caller is a Jira administrator. */
export type AdminApi = DefinitionsApi & PeopleApi & SiteApi & SlackApi;
