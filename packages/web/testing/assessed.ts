import { type Assessed, id, instant } from "@proviso/core";

/** The evening of telegram 1189. */
export const EVENING = instant(Date.parse("1962-11-04T01:44Z"));

const NOWHERE = { file: "agreement.proviso", line: 1, column: 1, endLine: 1, endColumn: 2 };

/** A clause of which nothing is known yet, but for what a test says of it. */
export function assessed<Status extends string>(
  status: Status,
  says: Partial<Assessed<Status>> = {},
): Assessed<Status> {
  return {
    id: id("removal"),
    title: "the removal of all offensive weapons from Cuba",
    by: id("USSR"),
    value: "unverified",
    words: "nothing reported",
    finding: "nothing reported",
    status,
    reason: "",
    since: null,
    fresh: { state: "never seen", seen: null, staleAt: null },
    next: null,
    outstanding: [],
    progress: [],
    limits: [],
    counts: [],
    restsOn: [],
    at: NOWHERE,
    requirementAt: null,
    ...says,
  };
}
