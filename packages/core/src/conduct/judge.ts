import type { Account, Inbound } from "../accounts/index.ts";
import type { Id } from "../evidence/index.ts";
import type { Inquiry } from "../verdict/index.ts";
import { accountIn } from "./account-in.ts";
import { changesIn, type VerdictChange } from "./changes.ts";
import { differencesIn } from "./diff.ts";
import type { Differences } from "./difference.ts";
import { inboundIn } from "./inbound-in.ts";
import { type CaseContents, openVerdicts, type Verdicts } from "./verdicts.ts";

/** Answers every question about a case, at any moment, from its texts and its record alone. */
export interface Judge extends Verdicts {
  /**
   * Where every one of an item is, and how that is known (T8, T30).
   *
   * @returns `null` where the texts in force then declare no such item.
   */
  readonly account: (item: Id, inquiry: Inquiry) => Account | null;
  /** How every clause came to stand otherwise as the record grew, under a reading. */
  readonly changes: (reading: Id | null) => readonly VerdictChange[];
  /** What changed between two inquiries, and because of which entries. */
  readonly diff: (before: Inquiry, after: Inquiry) => Differences;
  /** What is on its way in, who waits and for how long (T21). */
  readonly inbound: (inquiry: Inquiry) => Inbound;
}

/**
 * Opens a judge over a case.
 *
 * @throws {NoAgreementError} `NO_AGREEMENT` where the texts hold no agreement.
 */
export function openJudge(contents: CaseContents): Judge {
  const verdicts = openVerdicts(contents);
  return {
    ...verdicts,
    account: (item, inquiry) => accountIn(verdicts, item, inquiry),
    changes: (reading) => changesIn(verdicts, reading),
    diff: (before, after) => differencesIn(verdicts, before, after),
    inbound: (inquiry) => inboundIn(verdicts, inquiry),
  };
}
