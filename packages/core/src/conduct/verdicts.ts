import { type ClauseState, codexOf, type Entry, type Text } from "../agreement/index.ts";
import { type Id, id, type Position, position } from "../evidence/index.ts";
import { Fault } from "../fault/index.ts";
import type { Instant } from "../time/index.ts";
import {
  Archive,
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
import type { Assessment } from "./assessment.ts";
import { type Conduct, conductOf } from "./conduct.ts";
import { outlookOf } from "./outlook.ts";
import type { Scene } from "./scene.ts";
import { type ClauseStanding, standingAt } from "./standing.ts";

/** The texts of a case, parsed, and its record, in record order. */
export interface CaseContents {
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
}

/** What a judge answers of a case but for what `accountIn` and its like draw up from it. */
export interface Verdicts {
  /** Where everything stands (T3). */
  readonly assess: (inquiry: Inquiry) => Assessment;
  /**
   * How one clause stands, without its reasons.
   *
   * @returns `null` where the texts in force then have no such clause.
   */
  readonly standing: (clause: Id, inquiry: Inquiry) => ClauseStanding | null;
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
  /** How many entries were known by an instant. */
  readonly positionAt: (known: Instant) => Position;
  /** Takes in further entries of the record: what is asked from then on may rest on them. */
  readonly append: (entries: readonly Entry[]) => void;
}

/** A case that cannot be judged at all: it has no agreement. */
export class NoAgreementError extends Fault<"NO_AGREEMENT"> {
  constructor() {
    const message = "Among the texts of the case there is no agreement.";
    const remedy = "Give the case an agreement text, as a rule in agreement.proviso.";
    super("NO_AGREEMENT", message, remedy);
  }
}

/** What stands behind verdicts. */
interface Opened {
  readonly at: (inquiry: Inquiry) => Conduct;
  readonly archive: Archive;
}

const opened = new WeakMap<Verdicts, Opened>();

/** The scene that verdicts were judged in, for what is drawn up from it apart. */
export function sceneOf(verdicts: Verdicts, inquiry: Inquiry): Scene {
  return conductIn(verdicts, inquiry).scene;
}

/** How everything conducts itself that verdicts were given on, for the same. */
export function conductIn(verdicts: Verdicts, inquiry: Inquiry): Conduct {
  return openedBehind(verdicts).at(inquiry);
}

/** The texts and the record that verdicts are given on. */
export function archiveOf(verdicts: Verdicts): Archive {
  return openedBehind(verdicts).archive;
}

function openedBehind(verdicts: Verdicts): Opened {
  const found = opened.get(verdicts);
  if (found === undefined) throw new Error("Verdicts are opened by openVerdicts.");
  return found;
}

/**
 * Opens a case without what draws up its accounts, which a page need not load before it shows one.
 *
 * @throws {NoAgreementError} `NO_AGREEMENT` where the texts hold no agreement.
 */
export function openVerdicts({ texts, entries }: CaseContents): Verdicts {
  const codex = codexOf(texts, entries);
  if (codex === null) throw new NoAgreementError();
  const archive = new Archive(codex, chronicleOf(entries));
  let conduct = conductOf(archive);
  const at = ({ knownAt, reading, under, audience = null }: Inquiry) =>
    conduct({ knownAt, reading, under, audience });
  const verdicts: Verdicts = {
    assess: (inquiry) => assess(at(inquiry), inquiry),
    standing: (clause, inquiry) => standingAt(at(inquiry), clause, inquiry.asOf),
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
    positionAt: (known) =>
      position(archive.chronicle.entries.filter((entry) => entry.known <= known).length),
    append: (more) => {
      const holds = more.map((entry) => archive.append(entry));
      if (holds.includes(false)) conduct = conductOf(archive);
    },
  };
  opened.set(verdicts, { at, archive });
  return verdicts;
}
