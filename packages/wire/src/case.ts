import type { ParsedTexts } from "@proviso/language";
import type { RecordDiagnostic } from "@proviso/record/entries";

/** A case in the list of those that are served. */
export interface CaseSummary {
  readonly id: string;
  readonly title: string;
  readonly reconstructed: boolean;
}

/** What `GET /api/cases` answers. */
export interface CasesAnswer {
  readonly cases: readonly CaseSummary[];
}

/**
 * A case as it goes over the wire: the files as they stand, so that the browser reads, validates
 * and judges them by itself (ADR 0040), and what only the store can know of them.
 */
export interface CaseAnswer {
  /** What the case says of itself; `null` where `case.json` cannot be understood. */
  readonly case:
    | (CaseSummary & {
        /** The IANA zone on whose clocks its instants are shown. */
        readonly zone: string;
        readonly language: string;
        readonly signatures: "none";
        readonly reading: string | null;
      })
    | null;
  readonly files: readonly { readonly file: string; readonly source: string }[];
  /**
   * The files as the server parsed them, so that a page can be drawn before the language has
   * arrived (ADR 0041). The browser parses them again and holds the two against each other.
   */
  readonly parsed: ParsedTexts;
  readonly recordFile: string;
  readonly record: string;
  /** The entries whose attachments do not hold: judged as not intact. */
  readonly notIntact: readonly string[];
  readonly diagnostics: readonly RecordDiagnostic[];
  /**
   * How many entries its log had when it was read, those under a label and those that nobody judges
   * among them; `null` for a case folder, which has no log.
   */
  readonly logSize: number | null;
}
