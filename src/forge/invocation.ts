import * as z from 'zod';
import { type App, createApp } from '../app';
import { readConfig } from '../config';
import type { Log } from '../ports';
import { createForgePorts } from './ports';

/** Parsers that are compiled first pay off after thousands of values; a cold process answers a click with a dozen. */
z.config({ jitless: true });

export type Invocation = { readonly app: App; readonly log: Log; readonly correlation: string };

/** A new app for each invocation: whatever it remembers ends with the call, as Forge reuses processes across tenants. */
export function openInvocation(): Invocation {
  const ports = createForgePorts();
  return { app: createApp(ports, readConfig()), log: ports.log, correlation: ports.correlation };
}
