import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../src/slack/events';
import { parseInteraction } from '../../src/slack/parse';
import { clickPayload, formOf, PERSON } from '../support/slack-requests';
import { envelope, submission } from './given-bridge';

const tenantOf = (payload: object): string => {
  const found = parseInteraction(formOf(payload));
  return found.kind === 'unsupported' ? found.kind : found.team;
};

describe('the workspace that an interaction belongs to', () => {
  const everywhere = {
    team: { id: 'T-TEAM' },
    user: { id: PERSON, team_id: 'T-USER' },
    view: { app_installed_team_id: 'T-INSTALLED', team_id: 'T-VIEW' },
  };
  const form = ({ team, user, view }: Partial<Record<keyof typeof everywhere, unknown>>) => ({
    ...submission('decide-approve', {}, { app_installed_team_id: null, team_id: null, ...(view as object) }),
    team,
    user: user ?? { id: PERSON },
  });

  it.each([
    ['where the app is installed, before all others', everywhere, 'T-INSTALLED'],
    ['that of the payload next', { ...everywhere, view: { team_id: 'T-VIEW' } }, 'T-TEAM'],
    [
      'the person’s own where the payload names none',
      { ...everywhere, team: null, view: { team_id: 'T-VIEW' } },
      'T-USER',
    ],
    ['that of the view at last', { team: null, view: { team_id: 'T-VIEW' } }, 'T-VIEW'],
    ['none where nobody names one', { team: null }, 'unsupported'],
  ])('is %s', (_which, given, expected) => {
    expect(tenantOf(form(given))).toBe(expected);
  });

  it('is never that of the message’s author or channel, whatever stands there', () => {
    const payload = clickPayload({
      team: { id: 'T-TEAM' },
      channel: { id: 'C1', team_id: 'T-OTHER' },
      message: { type: 'message', team: 'T-OTHER', user_team: 'T-OTHER', source_team: 'T-OTHER' },
    });

    expect(tenantOf(payload)).toBe('T-TEAM');
  });
});

describe('the workspace that an event belongs to', () => {
  const about = { type: 'app_uninstalled' };
  const teamOf = (more: object) => {
    const found = parseEvent(JSON.stringify(envelope(about, more)));
    return found.kind === 'event' ? found.team : found.kind;
  };

  it.each([
    ['that of the authorization', { team_id: 'T-OUTER', authorizations: [{ team_id: 'T-GRANTED' }] }, 'T-GRANTED'],
    ['that of the envelope where no authorization names one', { team_id: 'T-OUTER', authorizations: [] }, 'T-OUTER'],
    [
      'that of the envelope for a whole organization',
      { team_id: 'T-OUTER', authorizations: [{ team_id: null }] },
      'T-OUTER',
    ],
    ['none where nobody names one', { team_id: undefined, authorizations: null }, 'unsupported'],
  ])('is %s', (_which, more, expected) => {
    expect(teamOf(more)).toBe(expected);
  });
});
