import { expect, it } from 'vitest';
import { HOSTED_MODULES, NOT_HOSTED, parseManifest, readManifest } from '../../../sandbox/forge/manifest';
import { MANIFEST } from './fake-app';

const PROPERTY = `  jira:entityProperty:
    - { key: p, propertyKey: p, values: [{ path: a, type: colour }] }
`;

it('hosts every module type of the manifest, or says why not', () => {
  const { triggers, consumers, schedules, webTriggers, ui } = readManifest();

  expect([triggers, consumers, schedules, webTriggers, ui].map((each) => each.length)).not.toContain(0);
  expect(HOSTED_MODULES.filter((type) => Object.hasOwn(NOT_HOSTED, type))).toEqual([]);
});

it.each([
  ['a module of an unknown type', 'consumer:', 'rovo:agent:', 'not emulated: module rovo:agent'],
  ['an expression in a filter', 'ignoreSelf: true', 'expression: event.x', 'not emulated: filter.expression'],
  ['a validator without a key', 'modules:\n', 'modules:\n  jira:workflowValidator: [{ function: hook }]\n', 'key'],
  ['a property of an unknown type', 'modules:\n', `modules:\n${PROPERTY}`, 'values'],
  ['a static web trigger', 'type: dynamic', 'type: static', 'dynamic'],
])('refuses %s', (_title, from, to, message) => {
  expect(() => parseManifest(MANIFEST.replace(from, to))).toThrow(message);
});

it('reads scopes that are written as a map', () => {
  const text = MANIFEST.replace(/scopes: \[.*\]/, "scopes: { 'read:jira-work': {}, 'storage:app': {} }");

  expect(parseManifest(text).scopes).toEqual(['read:jira-work', 'storage:app']);
});
