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
 * Lines of a case's record that follow each other, and how far they go: a first part comes with the
 * case, `GET …/lines?cursor=` answers with the others and with what has come since.
 */
export interface CaseLines {
  /** The lines, each with its end. */
  readonly record: string;
  /** The entries among them whose attachments do not hold: judged as not intact. */
  readonly notIntact: readonly string[];
  /** What is wrong with them that their files tell. */
  readonly diagnostics: readonly RecordDiagnostic[];
  /**
   * How many entries the log has up to their end, those under a label and those that nobody judges
   * among them: the cursor of what comes after. `null` for a case folder, which has no log.
   */
  readonly logSize: number | null;
  /**
   * Names the case up to their end: its texts, its log, what holds of its files. Whoever has this
   * has the same. 64 hexadecimal digits.
   */
  readonly head: string;
  /** The cursor of the part that follows; `null` where these are the last lines there are. */
  readonly next: string | null;
}

/** What `GET …/lines?cursor=` answers. */
export interface LinesAnswer extends CaseLines {
  /** The head of the case up to their beginning: they follow those alone that end with it. */
  readonly prior: string;
}

/**
 * A case as it goes over the wire: the files as they stand, so that the browser reads, validates
 * and judges them by itself (ADR 0040), and what only the store can know of them. Its record begins
 * here; `next` says whether there is more of it.
 */
export interface CaseAnswer extends CaseLines {
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
  /** What is wrong with the case, and with the first of its lines. */
  readonly diagnostics: readonly RecordDiagnostic[];
}
