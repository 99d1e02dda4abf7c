import type { EntryId, Id, Observation } from "../evidence/index.ts";

/** A report of a refusal, and who refused: what stands in the way is said with its author. */
export interface Refusing {
  readonly entry: EntryId;
  readonly how: "restricted" | "denied" | "refused";
  readonly by: Id;
}

/** Who refused, where a report is of a refusal and somebody is named for it; `null` elsewhere. */
export function refusingIn({ id: entry, report }: Observation): Refusing | null {
  const refused = (how: Refusing["how"], by: Id | null | undefined): Refusing | null =>
    by == null ? null : { entry, how, by };
  switch (report.kind) {
    case "access":
      return report.state === "granted" ? null : refused(report.state, report.by);
    case "statement":
      return report.stance === "refuses" || report.stance === "objects"
        ? refused("refused", report.by)
        : null;
    case "activity":
      // A check that was not carried out, with a reason given, was refused by whoever gave it.
      return report.state === "absent" && report.reason !== undefined
        ? refused("refused", report.by)
        : null;
    default:
      return null;
  }
}
