import {
  type Account,
  accountOf,
  type Estimate,
  type LeftOut,
  UNITS,
  type Unit,
  type Voucher,
} from "../accounts/index.ts";
import { asserts, contentOf, type Item } from "../agreement/index.ts";
import {
  type CountReport,
  type EntryId,
  groupByRoots,
  type Id,
  isReleasable,
  type Observation,
  seenUntil,
  speakersOf,
  strengthMillionths,
  type TransferReport,
} from "../evidence/index.ts";
import { type Chronicle, type Frame, type Inquiry, stands } from "../verdict/index.ts";
import type { Scene } from "./scene.ts";

/**
 * The account of an item at the moment of an inquiry (T8, T30).
 *
 * @returns `null` where the texts in force then declare no such item.
 */
export function accountAt(scene: Scene, item: Id, inquiry: Inquiry): Account | null {
  const { frame } = scene.history.segmentAt(inquiry.asOf);
  const declared = frame.edition.declarations.get(item)?.declaration;
  if (declared?.kind !== "item") return null;
  const before = candidatesFor(scene.chronicle, frame, item, inquiry);
  const owing = owingOf(frame, item);
  const leftOut: LeftOut[] = [];
  const vouchers: Voucher[] = [];
  const estimates: Estimate[] = [];
  const groups = groupByRoots(before.map(({ observation }) => scene.chronicle.roots(observation)));
  // What was drawn from a report that this audience may not see is not shown by that report.
  const ids = new Set<EntryId>(
    before.flatMap(({ observation }) =>
      isReleasable(observation, inquiry.audience ?? null) ? [observation.id] : [],
    ),
  );
  before.forEach((candidate, index) => {
    const { observation } = candidate;
    // What an audience may not see is not even named as left out.
    if (!isReleasable(observation, inquiry.audience ?? null)) return;
    const why = unfit(observation, scene.chronicle, inquiry, ids);
    if (why !== null) {
      leftOut.push({ by: observation.id, why });
      return;
    }
    const read = readCandidate(candidate, owing, groups[index]!, scene.chronicle);
    if (read.voucher !== null) vouchers.push(read.voucher);
    if (read.estimate !== null) estimates.push(read.estimate);
    if (read.why !== null) leftOut.push({ by: observation.id, why: read.why });
  });
  return accountOf({
    item,
    title: declared.title,
    unit: unitOf(declared),
    asOf: inquiry.asOf,
    partial: (inquiry.audience ?? null) !== null,
    vouchers,
    estimates,
    leftOut,
    covers: frame.vocabulary.covers,
  });
}

function unitOf({ counted, unit }: Item): Unit {
  return counted === "measured" ? { kind: "measured", unit: unit ?? "units" } : UNITS;
}

interface Candidate {
  readonly observation: Observation;
  readonly position: number;
}

/** Every report of how many, or how much, of the item there is somewhere, known at the position. */
function candidatesFor(
  chronicle: Chronicle,
  { vocabulary }: Frame,
  item: Id,
  { knownAt }: Inquiry,
): readonly Candidate[] {
  const concerns = (subject: Id) => {
    const leaves = vocabulary.leaves(subject);
    return leaves.length === 1 && leaves[0] === item;
  };
  return (["count", "transfer", "assessment"] as const)
    .flatMap((kind) => chronicle.ofKind(kind))
    .filter(({ position, observation }) => {
      const content = contentOf(observation.report);
      if (position >= knownAt || content === null || !("subject" in content)) return false;
      if (content.kind === "assessment" && content.matter !== "estimate") return false;
      return concerns(content.subject);
    })
    .sort((one, other) => one.position - other.position);
}

/** Who owes what concerns the item, and whoever acts for them; empty where nobody does. */
function owingOf({ clauses, vocabulary }: Frame, item: Id): ReadonlySet<Id> {
  const found = new Set<Id>();
  for (const clause of clauses) {
    if (clause.kind !== "undertaking" || !("subject" in clause.content)) continue;
    if (!vocabulary.leaves(clause.content.subject).includes(item)) continue;
    for (const party of [clause.by, ...clause.cooperationOf]) {
      for (const one of vocabulary.withAgents(party)) found.add(one);
    }
  }
  return found;
}

/** Why a report moves nothing, whatever it says; `null` where it may. */
function unfit(
  observation: Observation,
  chronicle: Chronicle,
  { knownAt }: Inquiry,
  candidates: ReadonlySet<EntryId>,
): string | null {
  const roots = chronicle.roots(observation).flatMap((root) => {
    const entry = chronicle.observation(root as EntryId);
    return entry === undefined ? [] : [entry];
  });
  if (![observation, ...roots].every(({ id }) => stands(chronicle, id, knownAt))) {
    return "withdrawn or superseded, or drawn from what is";
  }
  if (!observation.intact) return "a signature, an attachment or its custody does not hold";
  const { lineage } = observation.source;
  const isDerived = lineage.length > 0 && lineage.every((one) => candidates.has(one as EntryId));
  return isDerived ? "drawn from reports that speak for themselves" : null;
}

interface Read {
  readonly voucher: Voucher | null;
  readonly estimate: Estimate | null;
  readonly why: string | null;
}

const NOTHING: Read = { voucher: null, estimate: null, why: null };

function readCandidate(
  { observation, position }: Candidate,
  owing: ReadonlySet<Id>,
  group: string,
  chronicle: Chronicle,
): Read {
  const { report } = observation;
  const content = contentOf(report);
  const seen = { from: observation.valid.from, to: seenUntil(observation) };
  const selfish = speakersOf(observation).find((body) => owing.has(body)) ?? null;
  if (content?.kind === "assessment") {
    const { low, high, state } = content;
    if (low === null || report.kind === "statement") return NOTHING;
    if (state === "not-so") return { ...NOTHING, why: "it denies an estimate, and gives none" };
    const ofOwing = drawnFrom(observation, content.from, chronicle, owing);
    if (ofOwing) return { ...NOTHING, why: "an estimate of whoever owes it, or drawn from theirs" };
    const strength = strengthMillionths(observation.grade);
    const weight = { side: "for", strength, seen, group, position } as const;
    const exhibit = { ...weight, derived: false, sole: false };
    return { ...NOTHING, estimate: { id: observation.id, low, high: high ?? low, exhibit } };
  }
  if (content?.kind !== "count" && content?.kind !== "transfer") return NOTHING;
  if (report.kind === "statement") {
    if (!asserts(report))
      return { ...NOTHING, why: "promised, offered or asked, and not declared" };
    if (owing.size > 0 && !owing.has(report.by)) {
      return { ...NOTHING, why: `${report.by} says so, and does not owe it` };
    }
  }
  // What the owing side reports of itself is its declaration, in whatever form it comes (T24).
  const declaredBy = report.kind === "statement" ? report.by : selfish;
  return {
    ...NOTHING,
    voucher: voucherOf(observation, content, { seen, position, group, declaredBy }),
  };
}

/** Whether an estimate is the word of whoever owes the thing, or drawn from it. */
function drawnFrom(
  estimate: Observation,
  from: readonly EntryId[],
  chronicle: Chronicle,
  owing: ReadonlySet<Id>,
): boolean {
  const isOwn = (one: Observation) => speakersOf(one).some((body) => owing.has(body));
  const entries = (ids: readonly string[]) =>
    ids.flatMap((id) => chronicle.observation(id as EntryId) ?? []);
  const grounds = entries(from);
  if (grounds.length > 0 && grounds.every(isOwn)) return true;
  return [estimate, ...entries(chronicle.roots(estimate))].some(isOwn);
}

function voucherOf(
  observation: Observation,
  claim: CountReport | TransferReport,
  rest: Pick<Voucher, "seen" | "position" | "group" | "declaredBy">,
): Voucher {
  return {
    id: observation.id,
    claim,
    ...rest,
    strength: strengthMillionths(observation.grade),
    method: observation.method,
    observers: observation.observers.map(({ body }) => body),
  };
}
