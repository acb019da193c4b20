import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../sandbox/slack/blocks';
import { BEN, notification } from '../support/builders';
import { approvalOf } from '../support/running-approvals';
import { BOT, givenBridge, otherApproval } from './given-bridge';
import { textsOf } from './view-limits';

type Answer = { status: number; body: string };

function textIn({ body }: Answer): string {
  const said: { response_type: string; text: string; blocks: unknown } = JSON.parse(body);
  expect(said.response_type).toBe('ephemeral');
  let next = 0;
  expect(checkBlocks(said.blocks, () => `b${++next}`)).toMatchObject({ ok: true });
  return textsOf(said.blocks).join('\n');
}

describe('/baton list', () => {
  it('shows the person alone what waits, each with its link', async () => {
    const { command } = givenBridge();

    const answer = await command('list');

    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json; charset=utf-8' } });
    expect(textIn(answer)).toContain(
      '• <https://lighthouse.example/browse/OPS-1|OPS-1 · Open the new bridge>: Release',
    );
  });

  it('says so where nothing waits', async () => {
    const { command } = givenBridge({ approval: approvalOf({ decisions: [[BEN, 'reject']] }) });

    expect(textIn(await command('list'))).toBe('Nothing waits for your decision.');
  });

  it('shows twenty, and counts the others', async () => {
    const many = Array.from({ length: 23 }, (_, n) => otherApproval(`apr-many-${n}`));
    const inbox = many.map(({ id }, n) => notification({ key: `${id}:${n}`, approvalId: id, recipient: BEN }));
    const { command } = givenBridge({ others: many, inbox });

    const text = textIn(await command('list'));

    expect(text.match(/^• /gm)).toHaveLength(20);
    expect(text).toContain('… and 3 more');
  });

  it('lets no name take effect', async () => {
    const title = '|<https://evil.example|x> <!channel> *b* & <@U1>';
    const url = 'https://lighthouse.example/a|b>c<d?x=1&y=2';
    const { command } = givenBridge({ approval: approvalOf({ subject: { title, url } }) });

    const [, line = ''] = textIn(await command('list')).split('\n');

    expect(line.match(/[<>|]/g)).toEqual(['<', '|', '>']);
    expect(line).toContain('<https://lighthouse.example/a%7Cb%3Ec%3Cd?x=1&amp;y=2|');
    expect(line).not.toContain('*');
  });

  it('tells a stranger how to become known', async () => {
    const { command } = givenBridge({ links: {} });

    expect(textIn(await command('list'))).toContain('/baton link');
  });
});

describe('/baton link', () => {
  it('gives a code that works once, and where to enter it', async () => {
    const text = textIn(await givenBridge().command('link'));

    expect(text).toContain(
      '<https://lighthouse.example/link?a=1&amp;b=2|My approvals> in Jira (Apps, then My approvals)',
    );
    expect(text).toContain('`K7Q-42P`');
    expect(text).toContain('for 10 minutes');
  });
});

describe('/baton', () => {
  it.each(['', 'help', 'HELP', 'dance', 'list-all', '  ', '🚀', '__proto__'])('explains itself: “%s”', async (text) => {
    const { command, did } = givenBridge();

    expect(textIn(await command(text))).toContain('*What you can type*');
    expect(did).toEqual(['secret']);
  });

  it('says which word it does not know, and lets it take no effect', async () => {
    const { command } = givenBridge();

    expect(textIn(await command('Dance now'))).toMatch(/^Baton does not know “dance”\./);
    expect(textIn(await command('<!channel>'))).not.toContain('<!');
    expect(textIn(await command('help'))).not.toContain('does not know');
    expect(textIn(await command(''))).not.toContain('does not know');
  });

  it.each(['list', ' LIST ', 'list please'])('takes the first word, however it is written: “%s”', async (text) => {
    expect(textIn(await givenBridge().command(text))).toContain('*Waiting for your decision*');
  });

  it('answers nobody of a workspace that is not connected', async () => {
    const { command, did } = givenBridge();

    expect(textIn(await command('list', { team_id: 'T0OTHER' }))).toContain('no longer connected');
    expect(textIn(await command('list', { user_id: BOT }))).toContain('Apps cannot decide');
    expect(did).not.toContain('link');
  });

  it('is acknowledged where it is no command at all', async () => {
    const { command } = givenBridge();

    expect(await command('list', { team_id: '' })).toEqual({ status: 200, body: '' });
  });
});
