import { type CaseWriter, caseWriter } from "./case-writer.ts";
import type { WritingParts } from "./held-case.ts";

/** What writes to the cases of one store: one writer a case. */
export interface CaseWriters {
  readonly of: (id: string) => CaseWriter;
  /** Answers what has been sent, and gives back what is held. */
  readonly close: () => Promise<void>;
}

/** Makes a writer for each case when it is first written to. */
export function caseWriters(parts: WritingParts): CaseWriters {
  const writers = new Map<string, CaseWriter>();
  return {
    of: (id) => {
      const writer = writers.get(id) ?? caseWriter(id, parts);
      writers.set(id, writer);
      return writer;
    },
    close: async () => {
      await Promise.all([...writers.values()].map((writer) => writer.close()));
    },
  };
}
