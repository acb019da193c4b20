import { checkShape, type Faults } from './faults';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/: letters, digits, `:` and `-`, at most 128. */
const ACCOUNT = /^[A-Za-z0-9:._-]{1,128}$/;
const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;
const PROJECT = /^[A-Z][A-Z0-9_]{1,254}$/;
/** A personal space has `~` and an account id. */
const SPACE = /^~?[A-Za-z0-9:._-]{1,254}$/;
const LABEL = /^\S{1,255}$/;
const SLACK_TEAM = /^T[A-Z0-9]{1,30}$/;
const SLACK_CHANNEL = /^[CG][A-Z0-9]{1,30}$/;
/** What mail servers take in practice: no quoted names, no addresses without a domain. */
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const MAX_EMAIL_CHARS = 254;
const MAX_MAILBOX_CHARS = 64;

export const checkAccount = (field: string, id: string): Faults =>
  checkShape(field, id, ACCOUNT, 'the id of an Atlassian account');
export const checkFieldId = (field: string, id: string): Faults =>
  checkShape(field, id, FIELD, 'the id of a field, such as customfield_10010');
export const checkProject = (field: string, key: string): Faults =>
  checkShape(field, key, PROJECT, 'the key of a project');
export const checkSpace = (field: string, key: string): Faults => checkShape(field, key, SPACE, 'the key of a space');
export const checkLabel = (field: string, label: string): Faults =>
  checkShape(field, label, LABEL, 'a label: at most 255 characters and no spaces');
export const checkSlackTeam = (field: string, id: string): Faults =>
  checkShape(field, id, SLACK_TEAM, 'the id of a Slack workspace, such as T0123456789');
export const checkSlackChannel = (field: string, id: string): Faults =>
  checkShape(field, id, SLACK_CHANNEL, 'the id of a Slack channel, such as C0123456789');

export function checkEmail(field: string, email: string): Faults {
  const fits = email.length <= MAX_EMAIL_CHARS && email.indexOf('@') <= MAX_MAILBOX_CHARS;
  return fits
    ? checkShape(field, email, EMAIL, 'an e-mail address')
    : [{ field, problem: 'must be an e-mail address' }];
}

export const isFieldId = (id: string): boolean => FIELD.test(id);
