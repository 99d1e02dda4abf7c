import type { Declaration, Domain } from "../../agreement/index.ts";
import { type Bearing, contentOf } from "../../agreement/index.ts";
import {
  type Id,
  type Observation,
  type PresenceReport,
  position,
  type Report,
} from "../../evidence/index.ts";
import { membersOf } from "../domain.ts";
import { bearingOn } from "../exhibits.ts";
import type { Frame } from "../frame.ts";
import { chronicleOf } from "../knowledge.ts";
import { type Compiled, domainKey, type Leaf } from "./compile.ts";

/** A leaf that a report speaks of, and on which side; `bears` is neither. */
export interface Match {
  readonly leaf: number;
  readonly bearing: "for" | "against" | "bears";
}

/** What a report is about: leaves, and members of open domains that no leaf stands for yet. */
export interface Matches {
  readonly leaves: readonly Match[];
  readonly finds: readonly { readonly domain: string; readonly member: Id }[];
}

/**
 * Finds the leaves that a report can be about. Leaves are indexed by the places that they speak
 * of; what a report of one shape (kind, subject, place, state) matches is worked out once.
 */
export class ReportIndex {
  readonly #frame: Frame;
  readonly #compiled: Compiled;
  readonly #areas: readonly Id[];
  /** Leaves by the place that they ask about, and by every place that holds that. */
  readonly #at = new Map<Id, number[]>();
  readonly #within = new Map<Id, number[]>();
  /** Leaves that ask about no place, and those of members, by nothing. */
  readonly #anywhere: number[] = [];
  /** The members that a leaf stands for already. */
  readonly #members: ReadonlySet<string>;
  readonly #presence = new Map<Id, PresenceShape[]>();
  readonly #others = new Map<string, Matches>();

  constructor(frame: Frame, compiled: Compiled) {
    this.#frame = frame;
    this.#compiled = compiled;
    this.#areas = [...frame.edition.declarations.values()].flatMap(({ declaration }) =>
      declaration.kind === "place" && declaration.placeKind === "area" ? [declaration.id] : [],
    );
    this.#members = new Set(
      compiled.leaves.flatMap((leaf) =>
        leaf.kind === "member" ? [`${domainKey(leaf.domain)} ${leaf.member}`] : [],
      ),
    );
    compiled.leaves.forEach((leaf, index) => {
      const place = placeAsked(leaf);
      if (place === null) {
        if (leaf.kind !== "breach") this.#anywhere.push(index);
        return;
      }
      push(this.#at, place, index);
      for (const outer of this.#chainOf(place)) push(this.#within, outer, index);
    });
  }

  /** What an observation is about. */
  matchesOf(observation: Observation): Matches {
    const { report } = observation;
    if (report.kind === "presence") return this.#presenceAt(report, observation);
    const shape = shapeOf(report);
    if (shape === null) return this.#work(observation);
    return getOr(this.#others, shape, () => this.#work(observation));
  }

  /** The commonest kind of report: its place is looked up, its few shapes there are compared. */
  #presenceAt(report: PresenceReport, observation: Observation): Matches {
    const { place, subject, state, placeKind } = report;
    let shapes = this.#presence.get(place);
    if (shapes === undefined) {
      shapes = [];
      this.#presence.set(place, shapes);
    }
    for (let i = 0; i < shapes.length; i += 1) {
      const shape = shapes[i]!;
      const isSame =
        shape.state === state && shape.subject === subject && shape.placeKind === placeKind;
      if (isSame) return shape.matches;
    }
    const matches = this.#work(observation);
    shapes.push({ subject, state, placeKind, matches });
    return matches;
  }

  #work(observation: Observation): Matches {
    const leaves: Match[] = [];
    for (const index of this.#candidates(observation.report)) {
      const bearing = this.#bearingOn(this.#compiled.leaves[index]!, observation);
      if (bearing !== null) leaves.push({ leaf: index, bearing });
    }
    const finds = this.#compiled.openDomains.flatMap((domain) =>
      this.#finds(observation, domain)
        .map((member) => ({ domain: domainKey(domain), member }))
        .filter((one) => !this.#members.has(`${one.domain} ${one.member}`)),
    );
    return { leaves, finds };
  }

  #bearingOn(leaf: Leaf, observation: Observation): Bearing {
    switch (leaf.kind) {
      case "evidence":
        return bearingOn(leaf.atom, observation, this.#frame.vocabulary);
      case "member":
        return this.#finds(observation, leaf.domain).includes(leaf.member) ? "for" : null;
      case "breach":
        return null;
    }
  }

  /** The members of an open domain that such a report would find, were it beyond doubt. */
  #finds(observation: Observation, domain: Domain): readonly Id[] {
    const certain: Observation = {
      ...observation,
      intact: true,
      grade: { reliability: "A", credibility: 1 },
    };
    const declared = membersOf(domain, this.#frame, chronicleOf([]), position(0));
    return membersOf(domain, this.#frame, chronicleOf([certain]), position(1))
      .map(({ id }) => id)
      .filter((id) => !declared.some((one) => one.id === id));
  }

  /** The leaves that a report may speak of, each once. */
  #candidates(report: Report): Iterable<number> {
    const content = contentOf(report);
    const place = content !== null && "place" in content ? content.place : null;
    if (place === null) {
      // A report that names no place may still bear on what asks about one.
      const placed = content?.kind === "activity" ? [...this.#at.values()].flat() : [];
      return [...this.#anywhere, ...placed];
    }
    const holding = this.#chainOf(place).flatMap((outer) => this.#at.get(outer) ?? []);
    return new Set([...this.#anywhere, ...(this.#within.get(place) ?? []), ...holding]);
  }

  /** A place and all that hold it; one that no text declares may lie in any area. */
  #chainOf(place: Id): readonly Id[] {
    const chain: Id[] = [place];
    for (let at: Id | null = place; at !== null && chain.length <= MOST_PLACES; ) {
      const declared: Declaration | undefined =
        this.#frame.edition.declarations.get(at)?.declaration;
      if (declared?.kind !== "place") return [...chain, ...this.#areas];
      at = declared.within;
      if (at !== null) chain.push(at);
    }
    return chain;
  }
}

interface PresenceShape {
  readonly subject: Id;
  readonly state: PresenceReport["state"];
  readonly placeKind: string | null;
  readonly matches: Matches;
}

/** Places within places are followed no further than the vocabulary follows them. */
const MOST_PLACES = 64;

function placeAsked(leaf: Leaf): Id | null {
  if (leaf.kind !== "evidence" || !("place" in leaf.atom.predicate)) return null;
  return leaf.atom.predicate.place;
}

/**
 * What decides what a report matches, where there are only so many such shapes; `null` for kinds
 * of report that hardly ever come twice in the same shape.
 */
function shapeOf(report: Report): string | null {
  switch (report.kind) {
    case "presence":
    case "coverage":
    case "count":
    case "transfer":
    case "statement":
      return null;
    case "activity":
      return `${report.activity}\n${report.subject}\n${report.place}\n${report.state}\n${report.by}`;
    case "access":
      return `to\n${report.place}\n${report.activity}\n${report.state}\n${report.safety}`;
    case "assessment":
      return `${report.matter}\n${report.subject}\n${report.state}\n${report.low === null}`;
  }
}

function getOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function push(map: Map<Id, number[]>, key: Id, value: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
