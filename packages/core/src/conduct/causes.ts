import type { Domain, Entry } from "../agreement/index.ts";
import { type EntryId, type ReportFate, seenUntil, weigh } from "../evidence/index.ts";
import { type Atom, findersOf, stands } from "../verdict/index.ts";
import { concerns } from "./concerns.ts";
import { decisionStates } from "./decision-states.ts";
import type { Cause } from "./difference.ts";
import { saidPerformed } from "./duty.ts";
import { type Reach, segmentOf } from "./reach.ts";
import type { Side } from "./side.ts";

/** Collects the entries because of which something changed between two sides, each once. */
export class Causes {
  readonly #before: Side;
  readonly #after: Side;
  readonly #found = new Map<EntryId, string>();
  readonly #times: string[] = [];

  constructor(before: Side, after: Side) {
    this.#before = before;
    this.#after = after;
  }

  /** What was found, in the order of the record; what time did comes last. */
  all(): readonly Cause[] {
    const { placeOf } = this.#after;
    const named = [...this.#found].map(([entry, how]): Cause => ({ entry, how }));
    named.sort((one, other) => placeOf(one.entry!) - placeOf(other.entry!));
    return [...named, ...this.#times.map((how): Cause => ({ entry: null, how }))];
  }

  get isEmpty(): boolean {
    return this.#found.size === 0 && this.#times.length === 0;
  }

  add(entry: EntryId | null, how: string): void {
    if (entry === null) {
      if (!this.#times.includes(how)) this.#times.push(how);
    } else if (!this.#found.has(entry)) this.#found.set(entry, how);
  }

  /** Texts that were adopted or taken back, and say something of what is reached. */
  texts({ clauses }: Pick<Reach, "clauses">): void {
    const [then, now] = [this.#before, this.#after].map(
      (side) => segmentOf(side).frame.edition.adoptions,
    );
    const changed = [
      ...now!.filter(({ text }) => !then!.some((one) => one.text.id === text.id)),
      ...then!.filter(({ text }) => !now!.some((one) => one.text.id === text.id)),
    ].filter(({ entry }) => entry !== null);
    const speaking = changed.filter(({ text }) => [...clauses].some((id) => concerns(text, id)));
    for (const one of speaking.length > 0 ? speaking : changed) {
      if (now!.some(({ text }) => text.id === one.text.id)) {
        this.add(one.entry!, `brought ${one.text.id} into force`);
      } else this.gone(one.entry!);
    }
  }

  /** Decisions on what is reached that have come into effect, ended or were taken back. */
  decisions({ clauses, terms }: Pick<Reach, "clauses" | "terms">): void {
    const agreement = segmentOf(this.#after).frame.edition.agreement.id;
    const [then, now] = [decisionStates(this.#before), decisionStates(this.#after)];
    for (const [entry, { decision, state }] of new Map([...then, ...now])) {
      const isOfIt =
        clauses.has(decision.of) ||
        (decision.act === "terminate" && decision.of === agreement) ||
        (decision.act === "hold-shown" && terms.has(decision.of));
      const before = then.get(entry)?.state.kind ?? null;
      if (!isOfIt || before === state.kind) continue;
      if (!now.has(entry)) {
        if (before === "in effect") this.gone(entry);
      } else if (state.kind === "in effect") this.add(entry, "took effect");
      else if (state.kind === "ended") this.add(entry, "ended");
      else if (before === "in effect") this.add(entry, "has no effect any more");
    }
  }

  /** Statements of a bearer that it has performed, which end the benefit of the doubt. */
  performed({ clauses }: Pick<Reach, "clauses">): void {
    const saidOn = ({ conduct, inquiry }: Side) => {
      const { chronicle, knownAt, history } = conduct.scene;
      const found = new Set<EntryId>();
      for (const id of clauses) {
        const clause = history.segmentAt(inquiry.asOf).frame.clause(id);
        if (clause?.kind !== "undertaking") continue;
        for (const one of saidPerformed(clause, chronicle, knownAt)) {
          if (one.at <= inquiry.asOf) found.add(one.entry);
        }
      }
      return found;
    };
    const [then, now] = [saidOn(this.#before), saidOn(this.#after)];
    for (const entry of now) if (!then.has(entry)) this.add(entry, this.#came(entry));
    for (const entry of then) if (!now.has(entry)) this.gone(entry);
  }

  /** The reports by which members of a domain were found, or are members no more. */
  members({ domains }: Pick<Reach, "domains">): void {
    const [before, after] = [segmentOf(this.#before), segmentOf(this.#after)];
    const here = (side: Side, { history }: ReturnType<typeof segmentOf>, domain: Domain) =>
      history.members(domain).filter(({ from }) => from <= side.inquiry.asOf);
    for (const domain of domains.values()) {
      const then = new Set(here(this.#before, before, domain).map(({ id }) => id));
      for (const { id } of here(this.#after, after, domain)) {
        if (then.delete(id)) continue;
        for (const one of findersOf(domain, id, after.frame, this.#after.conduct.scene.chronicle)) {
          if (this.#isKnown(this.#after, one)) this.#report(one.id, undefined, "speaks");
        }
      }
      for (const id of then) {
        for (const one of findersOf(
          domain,
          id,
          before.frame,
          this.#after.conduct.scene.chronicle,
        )) {
          if (!this.#isKnown(this.#after, one)) this.gone(one.id);
        }
      }
    }
  }

  #isKnown({ conduct, inquiry }: Side, one: { readonly id: EntryId }): boolean {
    const { chronicle } = conduct.scene;
    const position = chronicle.positionOf.get(one.id);
    return (
      position !== undefined &&
      position < inquiry.knownAt &&
      stands(chronicle, one.id, inquiry.knownAt)
    );
  }

  /** Reports that are weighed otherwise for some atoms. */
  reports({ atoms }: Pick<Reach, "atoms">, isOneText: boolean): void {
    for (const atom of atoms.values()) {
      const [then, now] = [fatesIn(this.#before, atom), fatesIn(this.#after, atom)];
      const changed = [...new Set([...then.keys(), ...now.keys()])].filter(
        (id) => then.get(id) !== now.get(id),
      );
      // What only bears on it is named where nothing that counts is.
      const counting = changed.filter((id) =>
        [then.get(id), now.get(id)].some((fate) => fate !== undefined && COUNTS.has(fate)),
      );
      for (const id of counting.length > 0 ? counting : changed) {
        // Under another text other reports count, and that is the text's doing.
        if (!isOneText && this.#wasKnown(id)) continue;
        this.#report(id, then.get(id), now.get(id));
      }
    }
  }

  #wasKnown(id: EntryId): boolean {
    const position = this.#after.conduct.scene.chronicle.positionOf.get(id);
    const least = Math.min(this.#before.inquiry.knownAt, this.#after.inquiry.knownAt);
    return position !== undefined && position < least && !this.#hasFallen(id);
  }

  #hasFallen(id: EntryId): boolean {
    const { chronicle } = this.#after.conduct.scene;
    return (
      stands(chronicle, id, this.#before.inquiry.knownAt) !==
      stands(chronicle, id, this.#after.inquiry.knownAt)
    );
  }

  /** What fell between the moments, of a report and all that it was drawn from. */
  #fallenUnder(id: EntryId): EntryId | null {
    const { chronicle } = this.#after.conduct.scene;
    const one = chronicle.observation(id);
    const all = one === undefined ? [] : [id, ...chronicle.ancestors(one).map((each) => each.id)];
    return all.find((each) => this.#hasFallen(each)) ?? null;
  }

  #report(id: EntryId, then: Fate | undefined, now: Fate | undefined): void {
    const fell = this.#fallenUnder(id);
    if (now === undefined || (now === "excluded" && fell !== null)) this.gone(fell ?? id);
    else if (then === undefined || then === "not-yet") this.add(id, this.#came(id));
    else {
      const how = BECAME[now];
      if (how !== null) this.add(id, how);
    }
  }

  /** A report that is there now and was not. */
  came(id: EntryId): void {
    this.add(id, this.#came(id));
  }

  #came(id: EntryId): string {
    const { chronicle } = this.#after.conduct.scene;
    const wasKnown = (chronicle.positionOf.get(id) ?? 0) < this.#before.inquiry.knownAt;
    const one = chronicle.observation(id);
    if (wasKnown && one !== undefined && seenUntil(one) > this.#before.inquiry.asOf) {
      return "was seen";
    }
    return wasKnown ? "counts again" : "became known";
  }

  /** An entry that is no longer there: what took it back is named, and otherwise itself. */
  gone(id: EntryId): void {
    const { chronicle } = this.#after.conduct.scene;
    const fell = chronicle.fellAt.get(id);
    const by: Entry | undefined = fell === undefined ? undefined : chronicle.entries[fell];
    if (by !== undefined && fell! < this.#after.inquiry.knownAt) {
      this.add(by.id, by.kind === "supersession" ? `replaced ${id}` : `took back ${id}`);
    } else this.add(id, "was not yet so, or not yet known");
  }
}

type Fate = ReportFate | "excluded" | "bears";

const COUNTS: ReadonlySet<Fate> = new Set<Fate>(["speaks", "stale", "overtaken", "replaced"]);

/** What is said of a report that was weighed before; `null` where that alone changed nothing. */
const BECAME: Readonly<Record<Fate, string | null>> = {
  speaks: "counts",
  "same-source": null,
  derived: null,
  stale: "went stale",
  overtaken: "was overtaken",
  replaced: "was replaced by what its party said later",
  "not-yet": "was not yet seen",
  excluded: "is not accepted any more",
  bears: null,
};

/** How each report is weighed for an atom at a side's moment. */
function fatesIn(side: Side, atom: Atom): ReadonlyMap<EntryId, Fate> {
  const { asOf } = side.inquiry;
  const { evidence } = segmentOf(side).history.atom(atom);
  const { fates: found } = weigh(evidence.exhibits, atom.criterion, asOf);
  const fates = new Map<EntryId, Fate>();
  for (const { observation } of evidence.excluded) {
    if (seenUntil(observation) <= asOf) fates.set(observation.id, "excluded");
  }
  for (const one of evidence.bearing) {
    if (seenUntil(one) <= asOf) fates.set(one.id, "bears");
  }
  evidence.observations.forEach((one, i) => {
    if (found[i] === "not-yet") return;
    // What has no weight at all only bears on it.
    fates.set(one.id, evidence.exhibits[i]!.strength === 0 ? "bears" : found[i]!);
  });
  return fates;
}
