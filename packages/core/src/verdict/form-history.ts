import type { Domain } from "../agreement/index.ts";
import type { Audience, Id, Position } from "../evidence/index.ts";
import { SHOWN } from "../logic/index.ts";
import { afterSpan, BEGINNING, END, type Instant } from "../time/index.ts";
import { type AtomHistory, atomHistory } from "./atom-history.ts";
import { closureOf, MOST_ROUNDS } from "./closure.ts";
import { type Member, membersOf } from "./domain.ts";
import { equivalentsOf } from "./equivalents.ts";
import type { Atom, Form, QuantifiedForm } from "./form.ts";
import type { Frame } from "./frame.ts";
import { combining, Joins, tallying } from "./joined.ts";
import {
  blocker,
  negate,
  type Packed,
  pack,
  quantified,
  referred,
  UNKNOWN,
  unpack,
} from "./judgment.ts";
import { KeptLatest } from "./kept-latest.ts";
import type { Chronicle } from "./knowledge.ts";
import {
  type Lens,
  type LifeCycles,
  lasting,
  settledTerm,
  twoValued,
  verifiedOver,
} from "./life-cycles.ts";
import type { Matters } from "./matters.ts";
import { constant, join, type Steps, stepsOf } from "./steps.ts";

/** How forms of one edition run over valid time, as known at one position. */
export interface FormHistory {
  readonly stepsOf: (form: Form) => Steps<Packed>;
  /** What verifies a clause, or its contrary, as its life cycle reads it. */
  readonly clause: (clause: Id, negated: boolean) => Steps<Packed>;
  readonly atom: (atom: Atom) => AtomHistory;
  /** What a duty makes of several steps, under a name of its own: kept as they grow. */
  readonly joins: Joins;
  readonly members: (domain: Domain) => readonly Member[];
}

/**
 * Opens the histories of an edition's forms. What one position has computed serves the next: an
 * atom is weighed again only when something that it rests on has become known, and a form is
 * joined again only when one of its parts has changed.
 */
export function formHistory(
  frame: Frame,
  chronicle: Chronicle,
  audience: Audience,
  matters: Matters,
): (knownAt: Position, cycles: LifeCycles) => FormHistory {
  const atoms = new Map<string, (knownAt: Position) => AtomHistory>();
  const found = new Map<string, KeptLatest<number, readonly Member[]>>();
  const joins = new Joins();
  const equivalents = equivalentsOf(chronicle, frame.edition);
  const atomAt = (atom: Atom, knownAt: Position) => {
    const known = atoms.get(atom.key);
    if (known !== undefined) return known(knownAt);
    const of = { atom, chronicle, audience, equivalents };
    const opened = atomHistory(() => matters.matterOf(atom), of);
    atoms.set(atom.key, opened);
    return opened(knownAt);
  };
  const membersAt = (domain: Domain, key: string, knownAt: Position) => {
    const known = found.get(key) ?? new KeptLatest<number, readonly Member[]>(MEMBERS_KEPT);
    found.set(key, known);
    return known.of(matters.findsOf(domain).turns.lastBelow(knownAt), () =>
      membersOf(domain, frame, chronicle, knownAt, audience),
    );
  };
  return (knownAt, cycles) => {
    const domains = new Map<string, readonly Member[]>();
    const members = (domain: Domain) => {
      const key = JSON.stringify(domain);
      const known = domains.get(key) ?? membersAt(domain, key, knownAt);
      domains.set(key, known);
      return known;
    };
    const walk = new Walk(frame, joins, cycles, members, (atom) => atomAt(atom, knownAt));
    return {
      stepsOf: (form) => walk.through(form, null),
      clause: walk.clause,
      joins,
      members,
      atom: (atom) => atomAt(atom, knownAt),
    };
  };
}

const MEMBERS_KEPT = 2;

/** What a pass made of a clause, or of its contrary. */
interface Passed {
  readonly clause: Id;
  readonly negated: boolean;
  readonly steps: Steps<Packed>;
}

/** One evaluation of forms, with the clauses that it is in the middle of. */
class Walk {
  readonly #frame: Frame;
  readonly #joins: Joins;
  readonly #cycles: LifeCycles;
  readonly #members: (domain: Domain) => readonly Member[];
  readonly #atom: (atom: Atom) => AtomHistory;
  readonly #settled = new Map<string, Passed>();
  /** The clauses that are being worked out. */
  readonly #open = new Set<string>();
  /** What this pass has made of the clauses so far, and the pass before of them all. */
  #passed = new Map<string, Passed>();
  #before = new Map<string, Passed>();
  /** Whether in this pass a clause was met again while it was being worked out. */
  #isCircular = false;

  constructor(
    frame: Frame,
    joins: Joins,
    cycles: LifeCycles,
    members: (domain: Domain) => readonly Member[],
    atom: (atom: Atom) => AtomHistory,
  ) {
    this.#frame = frame;
    this.#joins = joins;
    this.#cycles = cycles;
    this.#members = members;
    this.#atom = atom;
  }

  /** Evaluates a form, as the life cycle of the clause that asks it reads its evidence. */
  readonly through = (form: Form, lens: Lens | null): Steps<Packed> => {
    const part = (one: Form) => this.through(one, lens);
    switch (form.kind) {
      case "atom":
        return this.#settledAtom(form.atom, lens);
      case "threshold":
        return this.#threshold(form, form.of.map(part), lens);
      case "blocker":
        // An exception is not the clause's own requirement: its evidence is read as it stands.
        return this.#blocker(form, this.through(form.exception, null));
      case "clause":
        return this.clause(form.clause, form.negated);
      case "status":
        return this.#status(form);
      case "level":
        // What another duty asks is no atom of this one: its evidence is read as it stands.
        return this.through(
          this.#frame.formOfLevel(form.clause, form.level, form.negated),
          form.own ? lens : null,
        );
      case "quantified":
        return this.#quantified(form, lens);
      case "nothing":
        return constant(UNKNOWN);
    }
  };

  #settledAtom(atom: Atom, lens: Lens | null): Steps<Packed> {
    const steps = lens === null ? this.#atom(atom).steps : lens.atom(atom);
    const { predicate, negated } = atom;
    if (predicate.kind !== "open-term") return steps;
    return settledTerm(steps, this.#cycles.heldShown(predicate.term), negated);
  }

  #status(form: StatusForm): Steps<Packed> {
    const { clause, state, for: span, negated } = form;
    const isVerified = state === "verified";
    const value = isVerified ? this.clause(clause, false) : null;
    const stands = value === null ? this.#cycles.stands(clause, state) : verifiedOver(value);
    const held =
      span === null
        ? stands
        : lasting(stands, (began) => afterSpan(this.#frame.clocks, began, span));
    const parts = [held, ...(value === null ? [] : [value])] as readonly Steps<unknown>[];
    return join(parts, ([now, packed]) => {
      const bits = twoValued(now as boolean);
      // What has been verified for long is shown not only while it is shown not.
      const known = isVerified && now !== true ? withoutShown(packed as Packed) : bits;
      return negated ? negate(known) : known;
    });
  }

  #threshold(
    form: ThresholdForm,
    parts: readonly Steps<Packed>[],
    lens: Lens | null,
  ): Steps<Packed> {
    const tally = tallying((some) => some.atLeast(form.k));
    return this.#joins.join(form, lens?.name ?? "", parts, null, tally);
  }

  #blocker(form: BlockerForm, exception: Steps<Packed>): Steps<Packed> {
    const blocks = combining<Packed, Packed>(1, ([shown]) =>
      form.negated ? negate(blocker(shown!)) : blocker(shown!),
    );
    return this.#joins.join(form, "", [exception], null, blocks);
  }

  #quantified(form: QuantifiedForm, lens: Lens | null): Steps<Packed> {
    const members = this.#members(form.domain);
    const coverage = form.coverage === null ? null : this.through(form.coverage, lens);
    const name = lens?.name ?? "";
    const parts = members.map((member): Steps<Packed | null> => {
      const { id, from } = member;
      const body = form.bodyOf(id);
      const counts = lens?.member(member, form.domain) ?? null;
      return this.#counting(form, `${name} ${id}`, this.through(body, lens), from, counts);
    });
    const tally = tallying((some, closed) =>
      quantified(form.every, some, closureOf(form.domain, closed as Packed | null)),
    );
    const ids = members.map(({ id }) => id).join(" ");
    return this.#joins.join(form, `${name} over ${ids}`, parts, coverage, tally);
  }

  /** A member counts only from an instant on, and only while others are true; `null` otherwise. */
  #counting(
    form: QuantifiedForm,
    name: string,
    steps: Steps<Packed>,
    from: Instant,
    counts: Steps<boolean> | null,
  ): Steps<Packed | null> {
    if (from === BEGINNING && counts === null) return steps;
    const begun = from >= END ? constant(false) : stepsOf([from], (when) => when >= from);
    const parts: readonly Steps<unknown>[] = [steps, begun, counts ?? constant(true)];
    const known = combining<unknown, Packed | null>(3, ([packed, isKnown, isMet]) =>
      isKnown === true && isMet === true ? (packed as Packed) : null,
    );
    return this.#joins.join(form, `${name} ${from}`, parts, null, known);
  }

  /**
   * A clause that another refers to, and so perhaps itself. Clauses are gone through in passes,
   * each clause once a pass, on what the pass before has made of those still open; a first pass in
   * which nothing waits on what is open, or one that changes nothing, settles them all.
   */
  readonly clause = (clause: Id, negated: boolean): Steps<Packed> => {
    const key = `${clause} ${negated}`;
    const known =
      this.#settled.get(key)?.steps ??
      this.#passed.get(key)?.steps ??
      this.#cycles.settled.get(clause, negated);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      this.#isCircular = true;
      return this.#before.get(key)?.steps ?? constant(UNKNOWN);
    }
    const outermost = this.#open.size === 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const steps = this.#pass(key, clause, negated);
      if (!outermost || this.#settle()) return steps;
    }
    this.#before = new Map();
    return constant(UNKNOWN);
  };

  #pass(key: string, clause: Id, negated: boolean): Steps<Packed> {
    this.#open.add(key);
    const form = this.#frame.formOfClause(clause, negated);
    const lens = this.#cycles.lensOf(clause, negated, this);
    const own = combining<Packed, Packed>(1, ([packed]) => referred(packed!));
    const steps = this.#joins.join(key, "referred", [this.through(form, lens)], null, own);
    this.#open.delete(key);
    this.#passed.set(key, { clause, negated, steps });
    return steps;
  }

  /** Ends a pass; whether what it made of the clauses stands. */
  #settle(): boolean {
    // In a circle each pass reads what the one before made: that is not to grow with this one.
    if (this.#isCircular) this.#freeze();
    const changed =
      this.#isCircular &&
      [...this.#passed].some(
        ([key, { steps }]) => !isSame(this.#before.get(key)?.steps ?? constant(UNKNOWN), steps),
      );
    const stands = !changed;
    if (stands) {
      for (const [key, passed] of this.#passed) {
        this.#settled.set(key, passed);
        this.#cycles.settled.set(passed.clause, passed.negated, passed.steps);
      }
    }
    this.#before = stands ? new Map() : this.#passed;
    this.#passed = new Map();
    this.#isCircular = false;
    return stands;
  }

  #freeze(): void {
    for (const [key, { steps, ...passed }] of this.#passed) {
      this.#passed.set(key, { ...passed, steps: { at: steps.at, values: steps.values } });
    }
  }
}

type BlockerForm = Extract<Form, { kind: "blocker" }>;
type StatusForm = Extract<Form, { kind: "status" }>;
type ThresholdForm = Extract<Form, { kind: "threshold" }>;

/** Of what has not been verified for as long: no evidence for it is evidence of that length. */
function withoutShown(packed: Packed): Packed {
  return pack({ ...unpack((packed & ~SHOWN) as Packed), forLevel: 0 });
}

function isSame(one: Steps<Packed>, other: Steps<Packed>): boolean {
  return (
    one.at.length === other.at.length &&
    one.at.every((at, i) => at === other.at[i] && one.values[i] === other.values[i])
  );
}
