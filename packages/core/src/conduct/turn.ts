import type { DecisionAct, Domain, JudgedClause, Measure, Text } from "../agreement/index.ts";
import { arrivesAt, type EntryId, type Id, leavesAt, seenUntil } from "../evidence/index.ts";
import { type Instant, saySpan } from "../time/index.ts";
import {
  type AtomHistory,
  type Form,
  partsOfForm,
  type Segment,
  type Steps,
  sayAtom,
  spaced,
  valueAt,
} from "../verdict/index.ts";
import { concerns } from "./concerns.ts";
import type { Conduct } from "./conduct.ts";

/** What turns a clause at an instant, all that is known staying as it is (section 9, *when*). */
export interface Turn {
  /** The entry whose effect begins or ends then; `null` where a time that a text states does. */
  readonly entry: EntryId | null;
  /** What happens, for a reader: `its time runs out`, `the relaxation by D-3 ends`. */
  readonly says: string;
}

/** Whether the value of a clause turns or its status, which its own times and decisions move. */
export type Turning = "value" | "status";

/**
 * Why a clause turns at an instant: a text, a decision, a time of its own, a report that is seen or
 * grows stale, or any of these of a clause that it refers to.
 *
 * @returns `null` where nothing that happens then bears on the clause.
 */
export function turnAt(conduct: Conduct, clause: Id, turning: Turning, at: Instant): Turn | null {
  return new TurnSearch(conduct, clause, at).of(clause, turning);
}

/** What ends when an act that was decided for a time is over. */
const ENDING: Partial<Readonly<Record<DecisionAct, string>>> = {
  relax: "relaxation",
  extend: "extension",
  suspend: "suspension",
};

class TurnSearch {
  readonly #conduct: Conduct;
  readonly #asked: Id;
  readonly #at: Instant;
  readonly #segment: Segment;
  readonly #entered = new Set<string>();

  constructor(conduct: Conduct, asked: Id, at: Instant) {
    this.#conduct = conduct;
    this.#asked = asked;
    this.#at = at;
    this.#segment = conduct.scene.history.segmentAt(at);
  }

  of(id: Id, turning: Turning): Turn | null {
    const key = `${id} ${turning}`;
    if (this.#entered.has(key)) return null;
    this.#entered.add(key);
    const clause = this.#segment.frame.clause(id);
    if (clause === undefined) return this.#text((text) => concerns(text, id));
    const own = [
      () => this.#text((text) => concerns(text, id)),
      () => this.#decision(id),
      () => this.#clock(clause),
    ];
    const forms = [() => this.#forms(clause, "turned"), () => this.#forms(clause, "any")];
    // A status is moved by its own times first; a value by its evidence.
    const order = turning === "status" ? [...own, ...forms] : [...forms, ...own];
    for (const find of order) {
      const found = find();
      if (found !== null) return found;
    }
    // A text may change what a clause speaks of, and not the clause.
    return id === this.#asked ? this.#text(() => true) : null;
  }

  #text(isIt: (text: Text) => boolean): Turn | null {
    const { adoptions } = this.#segment.frame.edition;
    const adopted = adoptions.find(
      ({ text, entry, from }) => entry !== null && from === this.#at && isIt(text),
    );
    if (adopted === undefined) return null;
    const { text, entry } = adopted;
    return { entry, says: `${text.id} comes into force (${entry})` };
  }

  #decision(id: Id): Turn | null {
    const { agreement } = this.#segment.frame.edition;
    for (const { decision, from, refused } of this.#conduct.rulings()) {
      const isOfIt =
        decision.of === id || (decision.act === "terminate" && decision.of === agreement.id);
      if (refused !== null || !isOfIt) continue;
      const { act, id: entry, until } = decision;
      if (from === this.#at) {
        const what = spaced(act);
        return { entry, says: `the decision ${entry} to ${what} ${this.#name(id)} takes effect` };
      }
      const ending = ENDING[act];
      if (until === this.#at && ending !== undefined) {
        const whose = id === this.#asked ? "" : ` of ${this.#name(id)}`;
        return { entry, says: `the ${ending}${whose} decided by ${entry} ends` };
      }
    }
    return null;
  }

  /** `it`, or a clause that it refers to by its title. */
  #name(id: Id): string {
    return id === this.#asked ? "it" : (this.#segment.frame.clause(id)?.title ?? id);
  }

  #whose(id: Id, what: string): string {
    return id === this.#asked ? `its ${what}` : `the ${what} of ${this.#name(id)}`;
  }

  /** A time that the text itself states for a clause. */
  #clock(clause: JudgedClause): Turn | null {
    const says = (text: string): Turn => ({ entry: null, says: text });
    const { id } = clause;
    if (clause.kind === "measure") {
      const said = this.#clockOfMeasure(clause);
      return said === null ? null : says(said);
    }
    if (clause.kind !== "undertaking") return null;
    const course = this.#conduct.undertaking(id);
    const before = (this.#at - 1) as Instant;
    if (course.deadline(this.#at) === this.#at || course.deadline(before) === this.#at) {
      return says(`${this.#whose(id, "time")} runs out`);
    }
    if (course.occurrences(before)?.nextEnds === this.#at) {
      return says(`${this.#whose(id, "time")} for one more of them runs out`);
    }
    return clause.from === this.#at ? says(`${this.#whose(id, "time")} begins`) : null;
  }

  #clockOfMeasure({ id, from, expires, renewal, snapBack }: Measure): string | null {
    if (from === this.#at) return `${this.#name(id)} begins`;
    const status = valueAt(this.#conduct.measure(id).status, this.#at);
    if (status === "lifting overdue") return `${this.#whose(id, "time to be lifted")} runs out`;
    if (status === "ended") return `${this.#whose(id, "time")} runs out`;
    if (expires?.ends === this.#at && renewal !== null) {
      return `${this.#whose(id, "term")} runs out, and nothing keeps it from going on`;
    }
    return status === "reimposed" && snapBack?.kind === "notice"
      ? `${saySpan(snapBack.after)} have passed since a notice, and nobody decided to continue`
      : null;
  }

  /** The conditions of a clause, those first that turn then themselves. */
  #forms(clause: JudgedClause, which: "turned" | "any"): Turn | null {
    for (const form of this.#segment.frame.formsOf(clause.id)) {
      const found = this.#form(form, which);
      if (found !== null) return found;
    }
    return null;
  }

  #form(form: Form, which: "turned" | "any"): Turn | null {
    const { frame, history } = this.#segment;
    if (which === "turned" && !this.#turns(history.stepsOf(form))) return null;
    if (form.kind === "atom") return this.#atom(history.atom(form.atom));
    if (form.kind === "clause") return this.of(form.clause, "value");
    if (form.kind === "status") return this.#status(form);
    for (const one of partsOfForm(form, frame, history.members)) {
      const found = this.#form(one, which);
      if (found !== null) return found;
    }
    return form.kind === "quantified" ? this.#member(form.domain) : null;
  }

  /** What comes to be a member of a domain, or is none any more. */
  #member(domain: Domain): Turn | null {
    const { frame, history } = this.#segment;
    const met = history
      .members(domain)
      .find(({ from, until }) => from === this.#at || until === this.#at);
    if (met === undefined) return null;
    const begins = domain.kind === "reported" ? "is under way" : "is found";
    const how = met.from === this.#at ? begins : "has arrived";
    return { entry: null, says: `${frame.vocabulary.titleOf(met.id)} ${how}` };
  }

  #status({ clause, state, for: span }: Extract<Form, { kind: "status" }>): Turn | null {
    const isValue = state === "verified";
    const found = this.of(clause, isValue ? "value" : "status") ?? this.of(clause, "value");
    if (found !== null || span === null) return found;
    const says = `${this.#name(clause)} has been ${state} for ${saySpan(span)}`;
    return { entry: null, says };
  }

  #turns({ at }: Steps<unknown>): boolean {
    return at.includes(this.#at);
  }

  #atom({ atom, evidence }: AtomHistory): Turn | null {
    const matter = sayAtom(atom, this.#segment.frame.vocabulary);
    const { exhibits, observations, excluded, bearing } = evidence;
    const stale = exhibits.findIndex((one) => leavesAt(one, atom.criterion) === this.#at);
    if (stale >= 0) {
      const entry = observations[stale]!.id;
      return exhibits[stale]!.replacedAt === this.#at
        ? { entry, says: `the party of ${entry} says otherwise: ${matter}` }
        : { entry, says: `what was seen goes stale: ${matter}` };
    }
    const seen = exhibits.findIndex((one) => arrivesAt(one) === this.#at);
    if (seen >= 0) return this.#seen(observations[seen]!.id, matter);
    const others = [...excluded.map(({ observation }) => observation), ...bearing];
    const other = others.find((one) => seenUntil(one) === this.#at);
    if (other !== undefined) return this.#seen(other.id, matter);
    const { freshness } = atom.criterion;
    const old = excluded.find(
      ({ observation }) => freshness !== null && seenUntil(observation) + freshness === this.#at,
    )?.observation;
    return old === undefined
      ? null
      : { entry: old.id, says: `what was seen goes stale: ${matter}` };
  }

  #seen(entry: EntryId, matter: string): Turn {
    return { entry, says: `${entry} was seen: ${matter}` };
  }
}
