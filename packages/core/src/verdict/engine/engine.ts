import type { Entry } from "../../agreement/index.ts";
import { type Id, position } from "../../evidence/index.ts";
import { type Bits, bits, NEITHER } from "../../logic/index.ts";
import { BEGINNING, type Instant } from "../../time/index.ts";
import type { Frame } from "../frame.ts";
import type { Moment } from "../moment.ts";
import { ChangeLog, type NodeChange } from "./change-log.ts";
import { type Compiled, compile } from "./compile.ts";
import type { Recall } from "./dossier.ts";
import { Ground } from "./ground.ts";
import { LookBack } from "./look-back.ts";
import { buildNetwork, type Network } from "./network.ts";
import { type NodeIndex, orderOf } from "./network-plan.ts";

/** What an engine needs beside the edition. */
export interface EngineBasis {
  readonly frame: Frame;
  /** The clauses to judge; all of the edition's by default. */
  readonly clauses?: readonly Id[];
  /** Gives back an entry that was applied: only rare questions ask for it. */
  readonly recall: Recall;
  /** Whether a clause stood breached at a moment: its life cycle says, not its evidence. */
  readonly isBreached?: (clause: Id, moment: Moment) => boolean;
}

/**
 * The compiled, incremental engine: one edition, one record that only grows, one valid instant at
 * which it stands. What an entry says is weighed once, where it is about; verdicts above it follow
 * while they change. Any other moment is answered from the same postings, without a replay.
 *
 * It says of every clause, at every moment, what `judgeFromScratch` says of it.
 */
export class Engine {
  readonly #basis: EngineBasis;
  readonly #clauses: readonly Id[];
  readonly #found = new Map<string, Set<Id>>();
  readonly #breached = new Set<Id>();
  #compiled!: Compiled;
  #ground!: Ground;
  #network!: Network;
  #log!: ChangeLog;
  #lookBack!: LookBack;
  #known = 0;
  #now: Instant = BEGINNING;

  /** @throws {NetworkError} for an edition in which an exception blocks itself. */
  constructor(basis: EngineBasis) {
    this.#basis = basis;
    this.#clauses = basis.clauses ?? basis.frame.clauses.map(({ id }) => id);
    this.#build();
  }

  /** How many entries it has taken in. */
  get known(): number {
    return this.#known;
  }

  /** The valid instant at which it stands. */
  get now(): Instant {
    return this.#now;
  }

  /** The next instant at which a leaf is to be weighed again if nothing more is reported. */
  get nextDue(): number {
    return this.#ground.nextDue;
  }

  /**
   * Takes in the next entry of the record. An observation whose id is on the record already says
   * nothing new; it keeps its position. What changes the texts is for whoever holds the edition.
   */
  apply(entry: Entry): void {
    if (entry.kind !== "observation") {
      this.#ground.notice(entry);
    } else {
      const matches = this.#ground.matchesOf(entry);
      if (matches.finds.length > 0 && !this.#ground.has(entry.id)) {
        for (const { domain, member } of matches.finds) this.#find(domain, member);
        this.#rebuild(entry);
        return;
      }
      this.#ground.observe(entry, matches);
    }
    this.#known += 1;
    this.#settle();
  }

  /** Moves the valid clock forward, through every instant at which something falls due. */
  advance(now: Instant): void {
    if (now <= this.#now) return;
    for (let due = this.#ground.nextDue; due <= now; due = this.#ground.nextDue) {
      this.#stand(Math.max(due, this.#now) as Instant);
    }
    this.#now = now;
    this.#ground.moveTo(now);
  }

  /** The bits of a clause where the engine stands; nothing known of one it does not judge. */
  bitsOf(clause: Id): Bits {
    const node = this.#compiled.roots.get(clause);
    return node === undefined ? NEITHER : this.#network.bitsOf(node);
  }

  /** The bits of a clause at any moment. */
  bitsAt(clause: Id, moment: Moment): Bits {
    const node = this.#compiled.roots.get(clause);
    if (node === undefined) return NEITHER;
    return this.#lookBack.bitsOf(node, (leaf) => this.#leafAt(leaf, moment));
  }

  /** How the verdict on a clause changed as the engine lived through it, oldest first. */
  changesOf(clause: Id): readonly NodeChange[] {
    const node = this.#compiled.roots.get(clause);
    return node === undefined ? [] : this.#log.of(node);
  }

  /** The positions of all reports that bear on a clause, as known at a position. */
  reportsOn(clause: Id, knownAt: number): readonly number[] {
    const node = this.#compiled.roots.get(clause);
    if (node === undefined) return [];
    const found = new Set<number>();
    this.#lookBack.bitsOf(node, (leaf) => {
      for (const at of this.#ground.reportsOf(leaf, knownAt)) found.add(at);
      return NEITHER;
    });
    return [...found].sort((a, b) => a - b);
  }

  /** Tells that a clause stands breached, or no longer does, from where the engine stands. */
  setBreached(clause: Id, breached: boolean): void {
    if (breached) this.#breached.add(clause);
    else this.#breached.delete(clause);
    this.#compiled.leaves.forEach((leaf, index) => {
      if (leaf.kind !== "breach" || leaf.clause !== clause) return;
      this.#log.append(index, this.#known, this.#now, bits(breached, false));
      this.#record(this.#network.update(index, bits(breached, false)));
    });
  }

  #leafAt(leaf: NodeIndex, moment: Moment): Bits {
    const of = this.#compiled.leaves[leaf]!;
    if (of.kind !== "breach") return this.#ground.bitsAt(leaf, moment);
    return bits(this.#basis.isBreached?.(of.clause, moment) ?? false, false);
  }

  #build(): void {
    const { frame, recall } = this.#basis;
    this.#compiled = compile(frame, this.#clauses, this.#found);
    const { plan } = this.#compiled;
    this.#ground = new Ground(frame, this.#compiled, recall);
    this.#network = buildNetwork(plan);
    this.#log = new ChangeLog(plan.length);
    this.#lookBack = new LookBack(plan, orderOf(plan));
    this.#known = 0;
    this.#now = BEGINNING;
    for (const clause of this.#breached) this.setBreached(clause, true);
  }

  #find(domain: string, member: Id): void {
    const members = this.#found.get(domain) ?? new Set<Id>();
    this.#found.set(domain, members.add(member));
  }

  /**
   * A member that no leaf stands for was met: the edition is compiled with it, and the record
   * taken in again, as if the valid clock had moved with it. New places are found a few times in
   * the life of an agreement.
   */
  #rebuild(last: Entry): void {
    const [known, now] = [this.#known, this.#now];
    this.#build();
    for (let at = 0; at <= known; at += 1) {
      const entry = at === known ? last : this.#basis.recall(position(at));
      if (entry.known <= now) this.advance(entry.known);
      this.apply(entry);
    }
    this.advance(now);
  }

  #stand(now: Instant): void {
    this.#now = now;
    this.#ground.moveTo(now);
    this.#settle();
  }

  #settle(): void {
    const { touched, bits: leafBits } = this.#ground;
    if (touched.length === 0) return;
    for (const leaf of touched) {
      const now = leafBits[leaf] as Bits;
      if (this.#network.bitsOf(leaf) === now) continue;
      this.#log.append(leaf, this.#known, this.#now, now);
      if (touched.length === 1) {
        this.#record(this.#network.update(leaf, now));
        break;
      }
      this.#network.set(leaf, now);
    }
    if (touched.length > 1) this.#record(this.#network.settle());
    touched.length = 0;
  }

  #record(changed: number): void {
    const { changes } = this.#network;
    for (let at = 0; at < changed; at += 1) {
      const node = changes[at]!;
      this.#log.append(node, this.#known, this.#now, this.#network.bitsOf(node));
    }
  }
}
