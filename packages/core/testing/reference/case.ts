/** A case as the reference reads it: its texts and its record, and what is known at each position. */
import type { AgreementText, Entry, Text } from "../../src/agreement/index.ts";
import { type Clocks, zone } from "../../src/time/index.ts";
import { type Ledger, ledgerAt } from "./ledger.ts";

/** Texts and record. */
export interface Case {
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
  readonly agreement: AgreementText;
  readonly clocks: Clocks;
  readonly ledger: (knownAt: number) => Ledger;
  /** Answers a question that was answered before by what was answered then. */
  readonly once: <Answer>(question: readonly unknown[], answer: () => Answer) => Answer;
}

/** Opens a case; throws where there is no agreement among its texts. */
export function caseOf(texts: readonly Text[], entries: readonly Entry[]): Case {
  const agreement = texts.find((text): text is AgreementText => text.kind === "agreement");
  if (agreement === undefined) throw new Error("There is no agreement among the texts.");
  const answers = new Map<string, unknown>();
  const once = <Answer>(question: readonly unknown[], answer: () => Answer): Answer => {
    const key = JSON.stringify(question);
    if (!answers.has(key)) answers.set(key, answer());
    return answers.get(key) as Answer;
  };
  return {
    texts,
    entries,
    agreement,
    clocks: { zone: zone(agreement.zone) ?? zone("UTC")!, calendar: agreement.calendar },
    ledger: (knownAt) => once(["ledger", knownAt], () => ledgerAt(entries, knownAt)),
    once,
  };
}
