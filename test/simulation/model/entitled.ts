/** What is known from outside about who may decide for whom, and who must not. */
export type Outside = {
  mayStandIn(delegate: string, person: string, at: number): boolean;
  isBarred(person: string, step: number, at: number, since: number): boolean;
};
