import {
  type Bindings,
  bindingFault,
  bindingsAfter,
  NO_BINDINGS,
  recordReferencesOf,
} from "../entries/index.ts";
import { type Accepted, type Answered, answerFault, idempotencyScope } from "../envelope/index.ts";
import type { Leaf } from "../log/index.ts";
import { faultAt, type WalkFault } from "./fault.ts";

/**
 * What accepted entries say of each other, followed in record order: none stands twice, answers are
 * to what they answer, numbers of a series have no gaps, and files stay bound as they were.
 */
export class Consistency {
  readonly #byId = new Map<string, Answered>();
  readonly #scopes = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  #bindings: Bindings;

  constructor(bindings: Bindings = NO_BINDINGS) {
    this.#bindings = bindings;
  }

  /** What the files of the case are bound to so far. */
  get bindings(): Bindings {
    return this.#bindings;
  }

  /**
   * Takes in the next entry.
   *
   * @param unseen - entries before it whose content could not be read here.
   */
  *take(accepted: Accepted, leaf: Leaf, unseen: number): Generator<WalkFault> {
    const { statement, position, digest, signers } = accepted;
    const { id } = statement.entry;
    yield* this.#repeated(accepted);
    yield* this.#answering(accepted, unseen);
    yield* this.#numbered(accepted, leaf);
    yield* this.bind(accepted);
    if (this.#byId.has(id)) return;
    this.#byId.set(id, { digest, signers, position, statement: { entry: { id } } });
  }

  /** Follows what an entry binds the files of the case to, and nothing else of it. */
  *bind({ statement: { entry, role }, position }: Accepted): Generator<WalkFault> {
    if (entry.kind !== "documents") return;
    for (const bound of entry.files) {
      const fault = bindingFault(this.#bindings, bound, role);
      if (fault === null) continue;
      const remedy = "Ask who signed it: the log should have refused it.";
      const more = { entry: entry.id, remedy };
      yield faultAt("document-rebound", `documents/${bound.file}`, position, fault, more);
    }
    this.#bindings = bindingsAfter(this.#bindings, entry, role);
  }

  *#repeated({ statement, position }: Accepted): Generator<WalkFault> {
    const { id } = statement.entry;
    const scope = idempotencyScope(statement);
    const before = this.#scopes.get(scope) ?? this.#byId.get(id)?.position;
    if (before === undefined) {
      this.#scopes.set(scope, position);
      return;
    }
    const message = `${id} stands at ${before} and again at ${position}.`;
    yield faultAt("entry-repeated", "envelope", position, message, { entry: id });
  }

  *#answering(accepted: Accepted, unseen: number): Generator<WalkFault> {
    const { statement, position } = accepted;
    const [answered] = recordReferencesOf(statement.entry).map(({ to }) => this.#byId.get(to));
    const fault = answerFault(accepted, answered ?? null);
    if (fault === null) return;
    const { code, message, remedy } = fault.rejection;
    // What an answer answers may be under a label that this reader has not.
    if (code === "answers-nothing" && unseen > 0) return;
    const more = { entry: statement.entry.id, remedy };
    yield faultAt(code, "envelope", position, `Entry ${position}: ${message}`, more);
  }

  *#numbered({ statement, position }: Accepted, { label }: Leaf): Generator<WalkFault> {
    const { series, entry } = statement;
    if (series === null) return;
    const route = JSON.stringify([label, series.route]);
    const expected = (this.#numbers.get(route) ?? 0) + 1;
    this.#numbers.set(route, series.number);
    if (series.number === expected) return;
    const message = `It is number ${series.number} on ${series.route}, not ${expected}.`;
    yield faultAt("series-gap", "envelope", position, message, { entry: entry.id });
  }
}
