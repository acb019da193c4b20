import { describe, expect, it } from 'vitest';
import {
  deliveryInWords,
  withChannel,
  withMode,
  withWorkspace,
} from '../../static/app/src/settings/definitions/delivery/delivery';
import { faultsLeft } from '../../static/app/src/settings/definitions/faults';
import type { Delivery } from '../../static/app/src/settings/definitions/form';
import { placeName } from '../../static/app/src/settings/definitions/paths';
import { readJson } from '../../static/app/src/settings/definitions/reading/read-form';
import { stepInWords } from '../../static/app/src/settings/definitions/steps/step-words';
import { form, step } from './settings-forms';

const RELEASES = { id: 'C1', name: 'releases' };
const IN_CHANNEL: Delivery = { mode: 'channel', workspace: 'T1', channel: RELEASES };

describe('where people are asked', () => {
  it('has no channel once everybody is asked directly, and keeps the workspace', () => {
    expect(withMode(IN_CHANNEL, 'direct')).toEqual({ mode: 'direct', workspace: 'T1' });
    expect(withMode(IN_CHANNEL, 'both')).toEqual({ ...IN_CHANNEL, mode: 'both' });
  });

  it('leaves the channel behind when it moves to another workspace', () => {
    expect(withWorkspace(IN_CHANNEL, 'T2')).toEqual({ mode: 'channel', workspace: 'T2' });
    expect(withWorkspace(IN_CHANNEL, undefined)).toEqual({ mode: 'channel' });
  });

  it('names the workspace of a channel, also where that is the default one', () => {
    expect(withChannel({ mode: 'both' }, 'T1', RELEASES)).toEqual({ ...IN_CHANNEL, mode: 'both' });
  });

  it('follows the default channel of the same workspace when its own is taken away', () => {
    expect(withChannel(IN_CHANNEL, 'T1', undefined)).toEqual({ mode: 'channel', workspace: 'T1' });
  });

  it.each<[Delivery, string]>([
    [{ mode: 'direct', workspace: 'T1' }, 'asked directly'],
    [IN_CHANNEL, 'asked in #releases'],
    [{ ...IN_CHANNEL, mode: 'both' }, 'asked directly and in #releases'],
    [{ mode: 'channel' }, 'asked in the default channel'],
  ])('%j reads as “%s”', (delivery, words) => {
    expect(deliveryInWords(delivery)).toBe(words);
  });

  it('is told in the heading of a step that has a place of its own', () => {
    const people = { nameOf: (id: string) => id, pictureOf: () => undefined };
    const asks = { type: 'user' as const, people: ['ada'] };

    expect(stepInWords(step({ asks, delivery: IN_CHANNEL }), people, 60)).toMatch(/ · asked in #releases$/);
    expect(stepInWords(step({ asks }), people, 60)).not.toContain('asked');
  });

  it('is the same in the form and in the JSON of the definition', () => {
    const whole = form(step({ delivery: { mode: 'direct', workspace: 'T2' } }));
    const both = { ...whole, terms: { ...whole.terms, delivery: IN_CHANNEL } };

    expect(readJson(JSON.stringify(both))).toEqual({ ok: true, value: both });
  });

  it.each([
    ['terms.delivery.channel', 'Where to ask, channel'],
    ['steps[1].delivery.workspace', 'Step 2, where to ask, workspace'],
    ['terms.delivery.mode', 'Where to ask, way'],
  ])('at %s is called “%s”', (path, name) => {
    expect(placeName(path)).toBe(name);
  });

  it('is judged as a whole: what was wrong with it goes when any of it changes, and nothing else does', () => {
    const [first, second] = [step({ delivery: { mode: 'channel' } }), step({ delivery: { mode: 'channel' } })];
    const faults = [
      { field: 'steps[0].delivery.channel', problem: 'must be chosen' },
      { field: 'steps[1].delivery.channel', problem: 'must be chosen' },
    ];

    const left = faultsLeft(faults, form(first, second), form({ ...first, delivery: { mode: 'direct' } }, second));

    expect(left.map(({ field }) => field)).toEqual(['steps[1].delivery.channel']);
  });
});
