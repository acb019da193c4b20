import type { Draft } from '../../approvals/core/definition';
import type { Answer, Fault, Plain } from './answer';

export type DefinitionSummary = {
  id: string;
  name: string;
  description: string;
  version: number;
  archived: boolean;
  /** In words: `everywhere`, `projects SHOP, OPS`. */
  scope: string;
  automatic: boolean;
  steps: readonly { name: string; asks: string; quorum: string; together: boolean }[];
};

/** A definition as it is exported, imported and edited: its `id` is missing where it is new. */
export type DefinitionForm = Plain<Omit<Draft, 'id'>>;

export type DefinitionView = { id: string; version: number; archived: boolean; form: DefinitionForm };

export type GalleryItem = {
  key: string;
  title: string;
  about: string;
  /** What is left to fill in, as paths into the form, each with what to choose. */
  blanks: readonly { field: string; choose: string }[];
  form: DefinitionForm;
};

export type Choice = { id: string; name: string };

/** What would happen, with nothing sent and nothing stored. */
export type DryRunView = {
  subject: { key: string; title: string; url: string };
  /** Why it could not be started, in words; empty when it could. */
  problems: readonly string[];
  automatic: { defined: boolean; applies: boolean };
  steps: readonly {
    name: string;
    /** Steps with the same number run at the same time. */
    group: number;
    included: boolean;
    asks: string;
    quorum: string;
    /** In words: `direct message`, `#releases in Acme`. */
    where: string;
    /** In a channel, whoever is not found in its workspace is told directly nevertheless. */
    people: readonly {
      id: string;
      delegates: readonly string[];
      reachedBy: 'slack-message' | 'slack-channel' | 'email' | 'nobody';
    }[];
    excluded: readonly { id: string; because: string }[];
    /** Why it would be stuck, in words. */
    problem?: string;
    /** If it opened now. */
    dueAt?: number;
    reminders: readonly number[];
    escalations: readonly { at: number; to: string }[];
  }[];
};

export type DefinitionsApi = {
  'definitions/list': (input: { archived?: boolean }) => Answer<readonly DefinitionSummary[]>;
  'definitions/get': (input: { id: string }) => Answer<DefinitionView>;
  /** `definition` is the form, or an exported file; every fault comes back with its path. */
  'definitions/save': (input: { id?: string; definition: unknown }) => Answer<DefinitionView>;
  'definitions/check': (input: { definition: unknown }) => Answer<{ faults: readonly Fault[] }>;
  'definitions/archive': (input: { id: string; archived: boolean }) => Answer<DefinitionSummary>;
  /** What is written to a file. */
  'definitions/export': (input: { id: string }) => Answer<{ fileName: string; json: string }>;
  'definitions/gallery': () => Answer<readonly GalleryItem[]>;
  /** On a work item by its key, or a page by its id. */
  'definitions/dry-run': (input: {
    definition: unknown;
    subject: { kind: 'work-item' | 'page'; id: string };
  }) => Answer<DryRunView>;
  'choices/groups': (input: { query: string }) => Answer<readonly Choice[]>;
  'choices/roles': (input: { project: string }) => Answer<readonly Choice[]>;
  /** Fields of work items; `people` says that a step can ask the people in it. */
  'choices/fields': () => Answer<readonly (Choice & { people: boolean })[]>;
  'choices/projects': (input: { query: string }) => Answer<readonly Choice[]>;
  'choices/spaces': (input: { query: string }) => Answer<readonly Choice[]>;
};
