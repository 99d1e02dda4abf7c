/** What is open: the reasons of a node, an entry of the record, or an entry over reasons. */
export interface Open {
  readonly why: string | null;
  readonly entry: string | null;
}

/** Nothing is open. */
export const CLOSED: Open = { why: null, entry: null };

/** Whether anything is open beside the text. */
export function isOpen({ why, entry }: Open): boolean {
  return why !== null || entry !== null;
}
