/** A case as the reference reads it: its texts and its record, and what is known at each position. */
import type { AgreementText, Entry, Text } from "../../src/agreement/index.ts";
import type { Id } from "../../src/evidence/index.ts";
import { type Clocks, zone } from "../../src/time/index.ts";
import { type Ledger, ledgerAt } from "./ledger.ts";

/** Texts and record. */
export interface Case {
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
  readonly agreement: AgreementText;
  readonly clocks: Clocks;
  readonly ledger: (knownAt: number) => Ledger;
}

/** Opens a case; throws where there is no agreement among its texts. */
export function caseOf(texts: readonly Text[], entries: readonly Entry[]): Case {
  const agreement = texts.find((text): text is AgreementText => text.kind === "agreement");
  if (agreement === undefined) throw new Error("There is no agreement among the texts.");
  const actsFor = (who: Id, party: Id) =>
    texts.some(
      (text) =>
        text.kind !== "amendment" &&
        text.declarations.some(
          (one) => one.kind === "body" && one.id === who && one.actsFor === party,
        ),
    );
  const ledgers = new Map<number, Ledger>();
  return {
    texts,
    entries,
    agreement,
    clocks: { zone: zone(agreement.zone) ?? zone("UTC")!, calendar: agreement.calendar },
    ledger: (knownAt) => {
      const known = ledgers.get(knownAt) ?? ledgerAt(entries, knownAt, actsFor);
      ledgers.set(knownAt, known);
      return known;
    },
  };
}
