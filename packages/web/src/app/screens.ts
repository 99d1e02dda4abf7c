import { words } from "../say/words.ts";

/** The screens of a case, in the order in which they are offered. */
export const SCREENS = [
  { to: "/cases/$caseId/review", word: words.screens.review },
  { to: "/cases/$caseId/agreement", word: words.screens.agreement },
  { to: "/cases/$caseId/accounts", word: words.screens.accounts },
  { to: "/cases/$caseId/record", word: words.screens.record },
  { to: "/cases/$caseId/inspect", word: words.screens.inspect },
] as const;
