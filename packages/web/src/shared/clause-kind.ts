/** What kind of clause is judged, as the screens tell them apart. */
export type ClauseKind = "question" | "undertaking" | "measure" | "assurance" | "option";
