import { z } from 'zod';
import { OTHER_TEAM, slackOf, TEAM, TEAMS } from '../cast';
import type { Day } from '../day-log';
import type { Errand } from '../scheduler';
import { askSettings, type Told } from '../settings';
import { newToken } from '../slack-connect';
import type { Consent } from '../slack-log';
import type { Stage } from '../stage';
import { disturbanceAt } from '../weather';
import type { Action } from './action';

const installedIn = ({ sandbox }: Stage) =>
  sandbox.slack.workspaces().flatMap(({ teamId, installed }) => (installed ? [teamId] : []));

/** The first workspace goes more often than the other, in which fewer people are. */
const toLose = ({ stage }: Day) =>
  installedIn(stage).includes(TEAM) ? [TEAM, ...installedIn(stage)] : installedIn(stage);

/** Slack tells of it at once, or twice, or only when the app may have been connected again. */
function goes(day: Day, words: string, team: string, act: () => void): void {
  const { stage, slackDeeds } = day;
  const { faults } = stage.sandbox;
  const disturbed = stage.random.chance(0.5);
  if (disturbed) faults.add([disturbanceAt('slack-event:*', stage.random)]);
  slackDeeds.push({ type: 'lost', team, at: stage.now(), disturbed });
  act();
  faults.clear();
  stage.story.tell(`${words} in ${team}`);
}

export const revoke: Action = {
  weight: 0.3,
  isPossible: (day) => toLose(day).length > 0,
  async run(day) {
    const team = day.stage.random.pick(toLose(day));
    goes(day, 'the token of the app is revoked', team, () => day.stage.sandbox.slack.revoke(team));
  },
};

export const uninstall: Action = {
  weight: 0.3,
  isPossible: (day) => toLose(day).length > 0,
  async run(day) {
    const { sandbox, random } = day.stage;
    const team = random.pick(toLose(day));
    const order = random.pick(['tokens-first', 'uninstalled-first'] as const);
    goes(day, 'the app is uninstalled', team, () => sandbox.slack.uninstall(team, order));
  },
};

const lostTeams = ({ slackDeeds }: Day) =>
  TEAMS.filter((team) => slackDeeds.some((each) => each.team === team && each.type === 'lost'));

/** An administrator installs the app again on Slack's own pages, and enters its new token. */
export const enterToken: Action = {
  weight: 1.5,
  isPossible: (day) => lostTeams(day).length > 0,
  async run(day) {
    const { stage } = day;
    const team = stage.random.pick(lostTeams(day));
    const tokenAt = stage.now();
    const botToken = await stage.scheduler.aside(() => newToken(stage, team));
    const payload = { botToken, signingSecret: stage.sandbox.signingSecret };
    await stage.begin(`the administrator enters a new token for ${team}`, (errand) =>
      connecting(day, errand, { way: 'token', team, tokenAt }, () => askSettings(stage, 'slack/connect', payload)),
    );
  },
};

type Try = { readonly way: 'token' | 'consent'; readonly team: string; readonly tokenAt: number };

/** What became of it is noted as its caller has seen it. */
async function connecting(day: Day, errand: Errand, each: Try, call: () => Promise<Told>): Promise<string> {
  const { stage, slackDeeds } = day;
  const note = (outcome: 'done' | 'refused' | 'unseen') =>
    void slackDeeds.push({ type: 'connected', ...each, at: stage.now(), outcome, errand });
  try {
    const told = await call();
    note(told.ok ? 'done' : 'refused');
    return told.ok ? 'connected' : told.error;
  } catch (error) {
    note('unseen');
    throw error;
  }
}

const begun = z.object({ url: z.string(), attempt: z.string(), token: z.string() });

/** The administrator asks for Slack's consent page: for a workspace that was lost, or for one more. */
export const beginConsent: Action = {
  weight: 2,
  isPossible: (day) => wanted(day).length > 0,
  async run(day) {
    const { stage, consents } = day;
    const team = stage.random.pick(wanted(day));
    const isKnown = team === TEAM || day.slackDeeds.some((each) => each.team === team);
    await stage.begin(`the administrator asks for the consent page of ${team}`, async () => {
      const told = await askSettings(stage, 'slack/begin', isKnown ? { teamId: team } : {});
      if (!told.ok) return told.error;
      consents.push({ team, ...begun.parse(told.value) });
      return 'shown';
    });
  },
};

const wanted = (day: Day) => [...new Set([...lostTeams(day), ...(day.consents.length === 0 ? [OTHER_TEAM] : [])])];

const waiting = ({ consents }: Day, isNext: (each: Consent) => boolean) => consents.filter(isNext);
const isOpen = ({ cameBack }: Consent) => cameBack !== true;
const isBack = ({ cameBack, claimed }: Consent) => cameBack === true && claimed !== true;

/** Somebody allows it, and their browser comes back to Baton. */
export const comeBack: Action = {
  weight: 10,
  isPossible: (day) => waiting(day, isOpen).length > 0,
  async run(day) {
    const { stage } = day;
    const consent = stage.random.pick(waiting(day, isOpen));
    const allow = stage.random.chance(0.9);
    const { team, url } = consent;
    consent.cameBack = true;
    if (allow) consent.allowedAt = stage.now();
    const back = stage.sandbox.slack.authorize(url, { team, user: slackOf('ada', team), allow });
    await stage.begin(`ada ${allow ? 'allows' : 'cancels'} the app in ${team}`, async () => {
      const response = await stage.sandbox.webTrigger(back, { method: 'GET' });
      return String(response.status);
    });
  },
};

/** The administrator sees that it worked, and confirms it. */
export const claim: Action = {
  weight: 10,
  isPossible: (day) => waiting(day, isBack).length > 0,
  async run(day) {
    const { stage } = day;
    const consent = stage.random.pick(waiting(day, isBack));
    const { team, attempt, token, allowedAt: tokenAt = 0 } = consent;
    consent.claimed = stage.random.chance(0.9);
    await stage.begin(`the administrator confirms ${team}`, (errand) =>
      connecting(day, errand, { way: 'consent', team, tokenAt }, () =>
        askSettings(stage, 'slack/claim', { attempt, token }),
      ),
    );
  },
};

export const makeDefault: Action = {
  weight: 0.5,
  isPossible: ({ slackDeeds }) => slackDeeds.some(({ team }) => team === OTHER_TEAM),
  async run({ stage }) {
    const teamId = stage.random.pick(TEAMS);
    await stage.begin(`the administrator makes ${teamId} the default`, async () => {
      const told = await askSettings(stage, 'slack/set-default', { teamId });
      return told.ok ? 'done' : told.error;
    });
  },
};
