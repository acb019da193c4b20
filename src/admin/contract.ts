/**
 * What the front end may ask, and what it gets. Shapes only: both ends compile against them, and the resolver still
 * parses every payload. Instants are milliseconds since the epoch; people are Atlassian account ids, whose names the
 * front end asks of the product as the viewer, or `mailto:` and an address.
 */
export type * from './contract/admin-api';
export type * from './contract/answer';
export type * from './contract/approvals';
export type * from './contract/definitions';
export type * from './contract/people';
export type * from './contract/site';
export type * from './contract/slack';
export type * from './contract/user-api';
