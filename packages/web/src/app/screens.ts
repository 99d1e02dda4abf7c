import { words } from "../say/words.ts";

/** Where each screen is that has a name. */
const PATHS = {
  review: "/cases/$caseId/review",
  agreement: "/cases/$caseId/agreement",
  accounts: "/cases/$caseId/accounts",
  record: "/cases/$caseId/record",
  inspect: "/cases/$caseId/inspect",
} as const satisfies Record<Name, string>;

type Name = keyof typeof words.screens;

/** The screens of a case, in the order in which they are offered. */
export const SCREENS = (Object.keys(PATHS) as readonly Name[]).map((name) => ({
  to: PATHS[name],
  word: words.screens[name],
}));
