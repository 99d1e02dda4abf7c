import type { Account } from "../accounts/index.ts";
import { codexOf, type Entry, type Text } from "../agreement/index.ts";
import { type Id, id, type Position, position } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import {
  archiveOf,
  chronicleOf,
  type Explanation,
  explainClause,
  findNode,
  type Inquiry,
  type Outstanding,
  outstandingAt,
  prospectOf,
  valueAt,
} from "../verdict/index.ts";
import { accountAt } from "./account.ts";
import { assess } from "./assess.ts";
import type { Assessment, Difference } from "./assessment.ts";
import { conductOf } from "./conduct.ts";
import { differences } from "./diff.ts";

/** The texts of a case, parsed, and its record, in record order. */
export interface CaseContents {
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
}

/** Answers every question about a case, at any moment, from its texts and its record alone. */
export interface Judge {
  /** Where everything stands (T3). */
  readonly assess: (inquiry: Inquiry) => Assessment;
  /**
   * Why: the tree under a clause (`removal`) or one of its nodes (`removal/1/2`).
   *
   * @returns `null` where there is no such node at that moment.
   */
  readonly explain: (node: string, inquiry: Inquiry) => Explanation | null;
  /**
   * What it would take to verify a clause or a node of its explanation.
   *
   * @returns `null` where there is no such node at that moment.
   */
  readonly outstanding: (node: string, inquiry: Inquiry) => Outstanding | null;
  /**
   * Where every one of an item is, and how that is known (T8, T30).
   *
   * @returns `null` where the texts in force then declare no such item.
   */
  readonly account: (item: Id, inquiry: Inquiry) => Account | null;
  /** What changed between two inquiries, and because of which entries. */
  readonly diff: (before: Inquiry, after: Inquiry) => readonly Difference[];
  /** How many entries were known by an instant. */
  readonly positionAt: (known: Instant) => Position;
}

/** A case that cannot be judged at all: it has no agreement. */
export class NoAgreementError extends Error {
  readonly code = "NO_AGREEMENT";
  readonly remedy = "Give the case an agreement text, as a rule in agreement.proviso.";

  constructor() {
    super("Among the texts of the case there is no agreement.");
  }
}

/**
 * Opens a judge over a case.
 *
 * @throws {NoAgreementError} `NO_AGREEMENT` where the texts hold no agreement.
 */
export function openJudge({ texts, entries }: CaseContents): Judge {
  const codex = codexOf(texts, entries);
  if (codex === null) throw new NoAgreementError();
  const conduct = conductOf(archiveOf(codex, chronicleOf(entries)));
  const at = ({ knownAt, reading, under, audience = null }: Inquiry) =>
    conduct({ knownAt, reading, under, audience });
  return {
    assess: (inquiry) => assess(at(inquiry), inquiry),
    explain: (node, inquiry) => {
      const segment = at(inquiry).scene.history.segmentAt(inquiry.asOf);
      const tree = explainClause(segment, id(node.split("/")[0]!), inquiry.asOf);
      return tree === null ? null : findNode(tree, node);
    },
    outstanding: (node, inquiry) => {
      const { scene, undertaking } = at(inquiry);
      const segment = scene.history.segmentAt(inquiry.asOf);
      const isBreached = (clause: Id) =>
        valueAt(undertaking(clause).status, inquiry.asOf) === "breached";
      return outstandingAt(node, prospectOf(segment, inquiry.asOf, isBreached));
    },
    account: (item, inquiry) => accountAt(at(inquiry).scene, item, inquiry),
    diff: (before, after) =>
      differences({ conduct: at(before), inquiry: before }, { conduct: at(after), inquiry: after }),
    positionAt: (known) => position(entries.filter((entry) => entry.known <= known).length),
  };
}
