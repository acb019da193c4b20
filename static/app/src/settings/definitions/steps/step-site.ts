/** What a step's fields need to know of the rest of the form. `day` is how many minutes a day counts. */
export type StepSite = { project: string; day: number; hasCalendar: boolean };
