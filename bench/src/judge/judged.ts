import {
  BEGINNING,
  type Instant,
  type Observation,
  openVerdicts,
  position,
  type Verdicts,
} from "@proviso/core";
import { affectedBy } from "./lists.ts";
import { observationOf, ruleName, textOfWorkload } from "./record.ts";
import type { Workload } from "./workload.ts";

/**
 * A workload before the judge that the product asks: observations are appended one by one, and the
 * undertakings that rest on what was seen are asked how they stand.
 */
export class JudgedWorkload {
  readonly judge: Verdicts;
  flips = 0;
  kept = 0;
  #known = 0;
  #now: Instant = BEGINNING;
  readonly #workload: Workload;
  readonly #affected: readonly (readonly number[])[];
  readonly #verified: Uint8Array;

  constructor(workload: Workload) {
    this.#workload = workload;
    this.judge = openVerdicts({ texts: [textOfWorkload(workload)], entries: [] });
    this.#affected = affectedBy(workload.facts, workload.rules);
    this.#verified = new Uint8Array(workload.rules.length);
  }

  /** How many observations it has taken in. */
  get known(): number {
    return this.#known;
  }

  /** Takes in an event's observation and asks all that rest on it. */
  take(entry: Observation, fact: number): void {
    this.put(entry);
    this.#ask(this.#affected[fact] as readonly number[]);
  }

  /** Takes in an observation and asks nothing yet. */
  put(entry: Observation): void {
    this.judge.append([entry]);
    this.#known += 1;
    this.#now = entry.known;
  }

  /** Asks of every undertaking how it stands. */
  askAll(): void {
    this.#ask(this.#workload.rules.keys());
  }

  #ask(rules: Iterable<number>): void {
    const moment = { asOf: this.#now, knownAt: position(this.#known) };
    const inquiry = { ...moment, reading: null, under: null };
    for (const rule of rules) {
      const value = this.judge.standing(ruleName(rule), inquiry)?.value;
      const isVerified = value === "verified" ? 1 : 0;
      if (isVerified === this.#verified[rule]) continue;
      this.#verified[rule] = isVerified;
      this.flips += 1;
      this.kept += isVerified === 1 ? 1 : -1;
    }
  }

  /** Takes in events of the workload, in their order. */
  takeEvents(from: number, to: number): void {
    for (let event = from; event < to; event += 1) {
      this.take(observationOf(this.#workload, event), this.#workload.eventFacts[event] as number);
    }
  }
}
