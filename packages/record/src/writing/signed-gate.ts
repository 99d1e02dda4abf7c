import { randomBytes } from "node:crypto";
import { instant } from "@proviso/core";
import type { Refusal } from "@proviso/core/fault";
import {
  type Bindings,
  bindingFault,
  bindingsAfter,
  NO_BINDINGS,
  recordReferencesOf,
} from "../entries/index.ts";
import {
  type Accepted,
  answerFault,
  type Chains,
  EMPTY_RING,
  fromHex,
  idempotencyScope,
  type KeyRing,
  lengthen,
  ringAfterEntry,
  SALT_BYTES,
  verifyEnvelope,
} from "../envelope/index.ts";
import {
  type Compartments,
  compartmentsAfter,
  labelEnvelope,
  NO_COMPARTMENTS,
} from "../envelope/label/index.ts";
import { nodeEd25519, nodeHash } from "../node-crypto.ts";
import type { KeptRecord } from "../store/store.ts";
import type { CaseTerms } from "../walk/index.ts";
import type { Admitted, CheckedEntry, EntryGate, Placing, SentEntry } from "./gate.ts";
import { placeOf, type RootAt, rootsOf } from "./log-place.ts";
import { RefusedEntry } from "./refused-entry.ts";

/** What the entries of a case are judged by: it grows with the record. */
export interface GateState {
  readonly ring: KeyRing;
  readonly compartments: Compartments;
  /** What the files of the case are bound to. */
  readonly documents: Bindings;
  /**
   * Where each entry stands, by its id. All states share it: what is added for an entry that is
   * refused with its group is taken back, and after a transaction that failed none is used again.
   */
  readonly positions: Map<string, number>;
  /** What each device signed last; shared like the positions. */
  readonly chains: Chains;
}

/** What entries are judged by where there is none yet. */
export function emptyState(): GateState {
  return {
    ring: EMPTY_RING,
    compartments: NO_COMPARTMENTS,
    documents: NO_BINDINGS,
    positions: new Map(),
    chains: new Map(),
  };
}

/** What a check found out, for the judgment at the entry's place. */
export interface GateFacts {
  readonly accepted: Accepted;
  readonly isLabelled: boolean;
}

/**
 * The gate of a signed record: envelopes verified at their place by the keys that stand there,
 * answers held to what they answer, references to earlier entries, and labels enciphered.
 *
 * @param record - of the case, to read what an answer answers.
 */
export function signedGate(record: KeptRecord, terms: CaseTerms): EntryGate<GateState, GateFacts> {
  const rootAt = rootsOf(record);
  return {
    check: (submission, state, placing) => check(record, terms, rootAt, submission, state, placing),
    isAlike: (one, other) => one.ring === other.ring && one.compartments === other.compartments,
    admit,
  };
}

async function check(
  record: KeptRecord,
  terms: CaseTerms,
  rootAt: RootAt,
  submission: SentEntry,
  state: GateState,
  placing: Placing,
): Promise<CheckedEntry<GateFacts>> {
  const { envelope, label } = submission;
  const place = placeOf(rootAt, terms, placing);
  const verified = await verifyEnvelope(envelope, state.ring, place, nodeEd25519, nodeHash);
  if (!verified.ok) throw new RefusedEntry(verified.rejection);
  const { accepted } = verified;
  const { statement } = accepted;
  await requireAnswer(record, terms, accepted, state);
  const kept = label === null ? inTheOpen(envelope) : await enciphered(submission, accepted, state);
  return {
    key: idempotencyScope(statement),
    payload: fromHex(accepted.digest),
    series: statement.series,
    ...kept,
    facts: { accepted, isLabelled: label !== null },
  };
}

function inTheOpen(envelope: Uint8Array): Pick<CheckedEntry<GateFacts>, "kept" | "digest"> {
  return { kept: envelope, digest: nodeHash(envelope) };
}

async function enciphered(
  { envelope, label }: SentEntry,
  { statement }: Accepted,
  { compartments }: GateState,
): Promise<Pick<CheckedEntry<GateFacts>, "kept" | "digest">> {
  const compartment = compartments.get(label ?? "")?.at(-1);
  if (compartment === undefined) {
    throw refused("compartment-unknown", `${label} is no compartment of this record.`);
  }
  const salt = new Uint8Array(randomBytes(SALT_BYTES));
  const labelled = await labelEnvelope(envelope, statement, compartment, salt);
  if (!labelled.ok) throw new RefusedEntry(labelled.rejection);
  const { ciphertext, digest } = labelled.labelled;
  return { kept: ciphertext, digest: fromHex(digest) };
}

async function requireAnswer(
  record: KeptRecord,
  terms: CaseTerms,
  accepted: Accepted,
  state: GateState,
): Promise<void> {
  const { entry } = accepted.statement;
  const isAnswer =
    entry.kind === "countersignature" || entry.kind === "remark" || entry.kind === "refusal";
  if (!isAnswer) return;
  const position = state.positions.get(entry.of);
  const answered = position === undefined ? null : await acceptedAt(record, terms, position, state);
  const fault = answerFault(accepted, answered);
  if (fault !== null) throw new RefusedEntry(fault.rejection);
}

/** The entry at a position, verified again; `null` where its content cannot be read here. */
async function acceptedAt(
  record: KeptRecord,
  terms: CaseTerms,
  position: number,
  { ring }: GateState,
): Promise<Accepted | null> {
  const range = { begin: position, end: position + 1 };
  const [leaf] = await record.leaves(range);
  const [kept] = await record.envelopes(range);
  if (leaf === undefined || kept === undefined || kept.label !== null) return null;
  const { received } = JSON.parse(Buffer.from(leaf.leaf).toString("utf8")) as {
    readonly received: string;
  };
  const placing = { position, received: instant(Date.parse(received)) };
  const place = placeOf(rootsOf(record), terms, placing);
  const verified = await verifyEnvelope(kept.envelope, ring, place, nodeEd25519, nodeHash);
  return verified.ok ? verified.accepted : null;
}

function admit(
  state: GateState,
  { facts }: CheckedEntry<GateFacts>,
  { position }: Placing,
): Admitted<GateState> {
  const { isLabelled } = facts;
  // It was checked for the earliest place that it could have; keys begin and end at this one.
  const accepted = { ...facts.accepted, position };
  const { entry, device, counter } = accepted.statement;
  const before = state.positions.get(entry.id);
  if (before !== undefined) {
    throw refused("duplicate-id", `The id ${entry.id} stands at ${before} already.`);
  }
  // What a labelled entry refers to may be under its label, where only its readers can look.
  const missing = isLabelled
    ? undefined
    : recordReferencesOf(entry).find(({ to }) => !state.positions.has(to));
  if (missing !== undefined) {
    const what = `"${missing.path}" refers to ${missing.to}, which is not on the record.`;
    throw refused("unknown-entry", what);
  }
  requireBindable(state, accepted);
  const next = stateAfter(state, accepted);
  // That an id is taken under a label is for its readers to know, and no entry in the open may refer
  // to it; a record that is read anew, without its labels, knows nothing of it either.
  if (!isLabelled) state.positions.set(entry.id, position);
  const shorten = lengthen(state.chains, device, { counter, digest: accepted.digest });
  const undo = (): void => {
    if (!isLabelled) state.positions.delete(entry.id);
    shorten();
  };
  return { state: next, undo };
}

function requireBindable({ documents }: GateState, { statement }: Accepted): void {
  const { entry, role } = statement;
  if (entry.kind !== "documents") return;
  for (const bound of entry.files) {
    const fault = bindingFault(documents, bound, role);
    if (fault !== null) throw refused("document-bound", fault);
  }
}

/**
 * The state after an entry, without what states share: that is for whoever keeps it.
 *
 * @throws {RefusedEntry} where the entry changes keys or compartments as it may not.
 */
export function stateAfter(state: GateState, accepted: Accepted): GateState {
  const { entry } = accepted.statement;
  const ring = ringAfterEntry(state.ring, accepted);
  if (!ring.ok) throw new RefusedEntry(ring.rejection);
  const changed = { ...state, ring: ring.ring };
  if (entry.kind === "documents") {
    const { role } = accepted.statement;
    return { ...changed, documents: bindingsAfter(state.documents, entry, role) };
  }
  if (entry.kind !== "compartment") return changed;
  const after = compartmentsAfter(state.compartments, entry);
  if (!after.ok) throw new RefusedEntry(after.rejection);
  return { ...changed, compartments: after.compartments };
}

const REMEDIES: Readonly<Record<string, string>> = {
  "compartment-unknown": "Open the compartment first: proviso keys CASE compartment --reader ….",
  "document-bound": "What a case is judged by changes through an amendment that an entry adopts.",
  "duplicate-id": "Give the entry an id of its own.",
  "unknown-entry": "Write the id of an earlier entry that everyone may read.",
};

function refused(code: string, message: string): RefusedEntry {
  const refusal: Refusal = { code, message, remedy: REMEDIES[code] ?? "Correct it." };
  return new RefusedEntry(refusal);
}
