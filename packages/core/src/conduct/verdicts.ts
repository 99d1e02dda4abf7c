import { type ClauseState, codexOf, type Entry, type Text } from "../agreement/index.ts";
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
} from "../verdict/index.ts";
import { assess } from "./assess.ts";
import type { Assessment, Difference } from "./assessment.ts";
import { conductOf } from "./conduct.ts";
import { differences } from "./diff.ts";
import { outlookOf } from "./outlook.ts";
import type { Scene } from "./scene.ts";

/** The texts of a case, parsed, and its record, in record order. */
export interface CaseContents {
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
}

/** What a judge answers of a case but for its accounts, which `accountIn` draws up from it. */
export interface Verdicts {
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

const scenes = new WeakMap<Verdicts, (inquiry: Inquiry) => Scene>();

/** The scene that verdicts were judged in, for what is drawn up from it apart. */
export function sceneOf(verdicts: Verdicts, inquiry: Inquiry): Scene {
  const found = scenes.get(verdicts);
  if (found === undefined) throw new Error("Verdicts are opened by openVerdicts.");
  return found(inquiry);
}

/**
 * Opens a case without what draws up its accounts, which a page need not load before it shows one.
 *
 * @throws {NoAgreementError} `NO_AGREEMENT` where the texts hold no agreement.
 */
export function openVerdicts({ texts, entries }: CaseContents): Verdicts {
  const codex = codexOf(texts, entries);
  if (codex === null) throw new NoAgreementError();
  const conduct = conductOf(archiveOf(codex, chronicleOf(entries)));
  const at = ({ knownAt, reading, under, audience = null }: Inquiry) =>
    conduct({ knownAt, reading, under, audience });
  const verdicts: Verdicts = {
    assess: (inquiry) => assess(at(inquiry), inquiry),
    explain: (node, inquiry) => {
      const segment = at(inquiry).scene.history.segmentAt(inquiry.asOf);
      const tree = explainClause(segment, id(node.split("/")[0]!), inquiry.asOf);
      return tree === null ? null : findNode(tree, node);
    },
    outstanding: (node, inquiry) => {
      const conduct = at(inquiry);
      const { asOf } = inquiry;
      const outlook = (clause: Id, state: ClauseState) => outlookOf(conduct, clause, state, asOf);
      const segment = conduct.scene.history.segmentAt(asOf);
      return outstandingAt(node, prospectOf(segment, asOf, outlook));
    },
    diff: (before, after) =>
      differences({ conduct: at(before), inquiry: before }, { conduct: at(after), inquiry: after }),
    positionAt: (known) => position(entries.filter((entry) => entry.known <= known).length),
  };
  scenes.set(verdicts, (inquiry) => at(inquiry).scene);
  return verdicts;
}
