import { expect, it } from 'vitest';
import { DIRECT, deliveryFor } from '../../src/notifications/core/delivery';

const STEP = { mode: 'channel', team: 'T2', channel: 'C2' } as const;
const DEFINITION = { mode: 'both' } as const;

it.each([
  ['follows the step before its definition', [STEP, DEFINITION], STEP],
  ['follows the definition where the step says nothing', [undefined, DEFINITION], DEFINITION],
  ['goes to the person where nobody says anything', [undefined, undefined], DIRECT],
])('a request %s', (_claim, said, expected) => {
  expect(deliveryFor(...said)).toBe(expected);
});
