/** Why an observation does not count for a requirement (semantics, section 5). */
export type AdmissibilityCode =
  | "not-self"
  | "method"
  | "observers"
  | "scope"
  | "integrity"
  | "standing"
  | "release";

/** What has become of an admissible report by the moment asked about. */
export type ReportFate =
  /** It speaks: the strongest of its independent source. */
  | "speaks"
  /** A stronger report of the same source speaks for it. */
  | "same-source"
  /** All its roots are recorded themselves. */
  | "derived"
  /** What it saw is older than the requirement's freshness. */
  | "stale"
  /** Later evidence of the contrary, which alone meets the standard, has overtaken it. */
  | "overtaken"
  /** Its party has since said otherwise of what it granted or refused. */
  | "replaced"
  /** It was seen after the moment asked about. */
  | "not-yet";
