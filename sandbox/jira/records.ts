import type { Adf } from '../atlassian/adf';

export type Property = { key: string; value: unknown };

/** An account id, a group id or an option id; several account ids; a number. */
export type CustomValue = string | number | readonly string[];

export type WorkItemRecord = {
  id: string;
  key: string;
  projectId: string;
  type: string;
  status: string;
  summary: string;
  description: Adf | null;
  creator: string;
  reporter: string;
  assignee?: string;
  priority: string;
  labels: string[];
  /** Values of custom fields by the id of the field; what is empty is not in it. */
  custom: Record<string, CustomValue>;
  created: number;
  updated: number;
  properties: Property[];
  comments: string[];
};

export type CommentRecord = {
  id: string;
  itemId: string;
  author: string;
  updateAuthor: string;
  created: number;
  updated: number;
  body: Adf;
  properties: Property[];
};

/** One change as changelogs and events tell it. */
export type Change = {
  field: string;
  fieldId: string;
  fieldtype: 'jira' | 'custom';
  from: string | null;
  fromString: string | null;
  to: string | null;
  text: string | null;
};

/** What one edit changed. */
export type History = { id: string; itemId: string; author: string; created: number; items: Change[] };

/** A validator of the app on one transition of one project's workflow. */
export type Rule = { module: string; configuration: Record<string, unknown> };
