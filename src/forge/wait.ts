import { scheduler } from 'node:timers/promises';
import type { Wait } from '../ports';

export const wait: Wait = (mostMs) => scheduler.wait((mostMs * (1 + Math.random())) / 2);
