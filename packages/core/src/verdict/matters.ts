import { contentOf, type Domain, shapeOf } from "../agreement/index.ts";
import {
  type EntryId,
  type Id,
  lastBelow,
  type Observation,
  type Report,
} from "../evidence/index.ts";
import { declaredMembers, foundBy } from "./domain.ts";
import { bearingOn, KINDS_FOR, type Posting } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import type { Frame } from "./frame.ts";
import { type Chronicle, kindsOf, type PlacedObservation } from "./knowledge.ts";
import { PlaceIndex } from "./place-index.ts";

/** An atom before the record: what is reported of it, and when what is known of it changed. */
export interface Matter {
  readonly atom: Atom;
  /** Every observation of the record that matches it, in the order of the record. */
  readonly postings: readonly Posting[];
  /**
   * The positions at which what is known of it changed: a report came in, one that it rests on was
   * withdrawn, one that confirms another was recorded.
   */
  readonly turns: Turns;
}

/** What rests on matters, and is told of their turns. */
export interface Turned {
  /** The last position at which anything that it rests on became known; -1 for none. */
  last: number;
}

/** The positions, ascending, at which something turned. */
export class Turns {
  readonly #at: number[] = [];
  readonly #told = new Set<Turned>();

  get at(): readonly number[] {
    return this.#at;
  }

  /** The last of them below a position; -1 where none is. */
  lastBelow(position: number): number {
    const last = this.#at.at(-1) ?? -1;
    return last < position ? last : lastBelow(this.#at, position);
  }

  /** From now on, tells whoever rests on it of each turn; of the last at once. */
  tell(told: Turned): void {
    this.#told.add(told);
    told.last = Math.max(told.last, this.#at.at(-1) ?? -1);
  }

  /** It turned at a position, no lower than the last. */
  add(position: number): void {
    if (this.#at.at(-1) === position) return;
    this.#at.push(position);
    for (const one of this.#told) one.last = position;
  }
}

/** A domain before the record: all that was ever reported to be of it. */
export interface Finds {
  /** Declared, or named by a report, however little that is worth. */
  readonly members: ReadonlySet<Id>;
  /** The positions at which what is known of its members changed. */
  readonly turns: Turns;
}

interface OpenFinds extends Finds {
  readonly domain: Domain;
  readonly members: Set<Id>;
}

interface OpenMatter extends Matter {
  readonly postings: Posting[];
}

/** Reports of one shape: they bear alike on every matter. */
interface Shape {
  readonly sample: Observation;
  readonly kinds: readonly Report["kind"][];
  readonly reports: PlacedObservation[];
  readonly bearsOn: { readonly matter: OpenMatter; readonly bearing: Posting["bearing"] }[];
  readonly finds: OpenFinds[];
}

/**
 * The matters of an edition. A matter is opened when it is first asked for, and then follows the
 * record as it grows: what a report of one shape bears on is worked out once, among the matters of
 * its place alone.
 */
export class Matters {
  readonly #frame: Frame;
  readonly #chronicle: Chronicle;
  readonly #open = new Map<string, OpenMatter>();
  readonly #byPlace: PlaceIndex<OpenMatter>;
  readonly #shapes = new Map<string, Shape>();
  readonly #shapesByPlace: PlaceIndex<Shape>;
  readonly #finds = new Map<string, OpenFinds>();
  /** The positions at which anything was learnt of who said that a clause was performed. */
  readonly #turnsOfSaid = new Map<Id, Turns>();
  #read = 0;

  constructor(frame: Frame, chronicle: Chronicle) {
    this.#frame = frame;
    this.#chronicle = chronicle;
    this.#byPlace = new PlaceIndex(frame.edition);
    this.#shapesByPlace = new PlaceIndex(frame.edition);
  }

  /** The matter of an atom, as the record has it now. */
  matterOf(atom: Atom): Matter {
    this.follow();
    return this.#open.get(atom.key) ?? this.#opened(atom);
  }

  /** What was ever reported to be of a domain. */
  findsOf(domain: Domain): Finds {
    this.follow();
    const key = JSON.stringify(domain);
    const known = this.#finds.get(key);
    if (known !== undefined) return known;
    const members = new Set(declaredMembers(domain, this.#frame));
    const turns = new Turns();
    const fresh: OpenFinds = { domain, members, turns };
    this.#finds.set(key, fresh);
    const reports = [...this.#shapes.values()].flatMap((shape) =>
      this.#find(shape, fresh) ? shape.reports : [],
    );
    for (const turn of turnsOf(reports, this.#chronicle)) turns.add(turn);
    return fresh;
  }

  /** The positions at which it was said, or taken back, that a clause was performed. */
  turnsOfSaid(clause: Id): Turns {
    this.follow();
    return this.#saidOf(clause);
  }

  #saidOf(clause: Id): Turns {
    const known = this.#turnsOfSaid.get(clause) ?? new Turns();
    this.#turnsOfSaid.set(clause, known);
    return known;
  }

  /** Reads on to the end of the record, and tells of every turn in it. */
  follow(): void {
    const { entries, positionOf, fellAt } = this.#chronicle;
    for (; this.#read < entries.length; this.#read += 1) {
      const at = this.#read;
      const entry = entries[at]!;
      if (entry.kind === "observation" && positionOf.get(entry.id) === at) {
        this.#observe({ observation: entry, position: at });
        this.#turnThoseThatRestOn(entry.id, at);
      }
      const isRetraction = entry.kind === "withdrawal" || entry.kind === "supersession";
      if (!isRetraction || fellAt.get(entry.of) !== at) continue;
      const fallen = this.#chronicle.observation(entry.of);
      if (fallen !== undefined) this.#turn(fallen, at);
      this.#turnThoseThatRestOn(entry.of, at);
    }
  }

  #observe(placed: PlacedObservation): void {
    const shape = this.#shapeOf(placed.observation);
    shape.reports.push(placed);
    for (const { matter, bearing } of shape.bearsOn) matter.postings.push({ ...placed, bearing });
    this.#turn(placed.observation, placed.position);
  }

  /**
   * What is derived from an entry, or confirmed by it, is worth something else from then on; and so
   * is what is derived from that, while a confirmation hangs on its own entry alone.
   */
  #turnThoseThatRestOn(id: EntryId, position: number): void {
    const seen = new Set<EntryId>([id]);
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const one of this.#chronicle.resting(next)) {
        // One that is still to come is read with all that it rests on.
        if (this.#chronicle.positionOf.get(one.id)! <= position) this.#turn(one, position);
        if (seen.has(one.id) || !one.source.lineage.includes(next)) continue;
        seen.add(one.id);
        open.push(one.id);
      }
    }
  }

  #turn(observation: Observation, position: number): void {
    const { bearsOn, finds } = this.#shapeOf(observation);
    for (const { matter } of bearsOn) matter.turns.add(position);
    for (const { turns } of finds) turns.add(position);
    const { report } = observation;
    if (report.kind !== "statement" || report.stance !== "performed" || report.on === null) return;
    this.#saidOf(report.on).add(position);
  }

  #shapeOf(observation: Observation): Shape {
    const { report } = observation;
    const key = `${report.kind} ${shapeOf(report)}`;
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const kinds = kindsOf(report);
    const fresh: Shape = { sample: observation, kinds, reports: [], bearsOn: [], finds: [] };
    this.#shapes.set(key, fresh);
    const place = placeOf(observation);
    this.#shapesByPlace.add(place, fresh);
    for (const matter of this.#byPlace.touching(place)) this.#match(fresh, matter);
    for (const finds of this.#finds.values()) this.#find(fresh, finds);
    return fresh;
  }

  #opened(atom: Atom): Matter {
    const fresh: OpenMatter = { atom, postings: [], turns: new Turns() };
    this.#open.set(atom.key, fresh);
    const place = placeAsked(atom);
    this.#byPlace.add(place, fresh);
    for (const shape of this.#shapesByPlace.touching(place)) {
      const bearing = this.#match(shape, fresh);
      if (bearing === null) continue;
      for (const placed of shape.reports) fresh.postings.push({ ...placed, bearing });
    }
    fresh.postings.sort((one, other) => one.position - other.position);
    for (const turn of turnsOf(fresh.postings, this.#chronicle)) fresh.turns.add(turn);
    return fresh;
  }

  /** Whether reports of a shape find something for a domain, which is noted. */
  #find(shape: Shape, finds: OpenFinds): boolean {
    const found = foundBy(shape.sample, finds.domain, this.#frame);
    if (found === null) return false;
    finds.members.add(found);
    shape.finds.push(finds);
    return true;
  }

  #match(shape: Shape, matter: OpenMatter): Posting["bearing"] | null {
    const { atom } = matter;
    if (!KINDS_FOR[atom.predicate.kind].some((kind) => shape.kinds.includes(kind))) return null;
    const bearing = bearingOn(atom, shape.sample, this.#frame.vocabulary);
    if (bearing !== null) shape.bearsOn.push({ matter, bearing });
    return bearing;
  }
}

/** When what is known of a matter changed, for one that is opened on a record that is there. */
function turnsOf(placed: readonly PlacedObservation[], chronicle: Chronicle): readonly number[] {
  const positions = new Set<number>();
  const fell = (id: EntryId) => {
    const at = chronicle.fellAt.get(id);
    if (at !== undefined) positions.add(at);
  };
  for (const { observation, position } of placed) {
    positions.add(position);
    fell(observation.id);
    for (const { id } of chronicle.ancestors(observation)) fell(id);
    for (const id of observation.grade.confirmedBy ?? []) {
      const at = chronicle.positionOf.get(id);
      if (at !== undefined) positions.add(at);
      fell(id);
    }
  }
  const ascending = [...positions];
  ascending.sort((a, b) => a - b);
  return ascending;
}

function placeAsked({ predicate }: Atom): Id | null {
  return "place" in predicate ? predicate.place : null;
}

function placeOf({ report }: Observation): Id | null {
  const content = contentOf(report);
  return content !== null && "place" in content ? content.place : null;
}
