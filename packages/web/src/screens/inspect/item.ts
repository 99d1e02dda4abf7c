import type { FieldName, Protocol } from "@proviso/core";
import type { DeviceName } from "./device/device.ts";
import type { SignedEntry } from "./device/device-database.ts";

/** JSON of an entry, without `known`, as `signEntry` takes it. */
export type EntryJson = Readonly<Record<string, unknown>>;

/** How well something was seen, in its observer's own word; empty until it is said. */
export type Sureness = "" | "each" | "most" | "doubtful";

/** What a person has written so far, as it was typed: nothing is lost by being wrong. */
export interface Draft {
  readonly answers: Readonly<Partial<Record<FieldName, string>>>;
  /** When it was seen, as typed on the case's clocks; `to` may be empty. */
  readonly from: string;
  readonly to: string;
  readonly sureness: Sureness;
}

/** A photograph as it is kept with its item; its bytes stand beside it. */
export interface Photograph {
  /** SHA-256 of the bytes as they came, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** What is about to be signed: from here on nothing in it changes. */
export interface Frozen {
  readonly device: DeviceName;
  readonly role: "observer" | "host";
  readonly entry: EntryJson;
  /** RFC 3339; `null` in a reconstructed case, whose order it would upset. */
  readonly stated: string | null;
  /** How many entries the newest checkpoint that the device had holds; `null` for none. */
  readonly checkpoint: number | null;
  /** When it was signed by this device's clock, in milliseconds. */
  readonly at: number;
}

/** What the server answered for an entry. */
export interface Receipt {
  readonly index: number;
  /** RFC 3339, by the log's clock. */
  readonly received: string;
  readonly repeated: boolean;
}

/** Why an item was not taken, in the words of whoever refused it. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

interface ItemHead {
  /** Its idempotency key: 32 hexadecimal digits, made when it is begun. */
  readonly id: string;
  readonly case: string;
  /** Its id on the record. */
  readonly entry: string;
  /** Milliseconds, by this device's clock. */
  readonly begun: number;
  readonly changed: number;
  /** One more with each change: a tab that has an older one does not overwrite a newer. */
  readonly revision: number;
  /** When it was deleted; it can be brought back until the screen is opened anew. */
  readonly deleted: number | null;
  readonly frozen: Frozen | null;
  readonly signed: SignedEntry | null;
  readonly receipt: Receipt | null;
  readonly trouble: Trouble | null;
}

/** A form: a draft, then an observation. */
export interface Inspection extends ItemHead {
  readonly kind: "inspection";
  /** As it stood when the draft was begun. */
  readonly protocol: Protocol;
  readonly draft: Draft;
  readonly photographs: readonly Photograph[];
  /** A remark that is still to be signed, as an entry of its own; empty where there is none. */
  readonly remark: string;
  /** The other count of a blind double count; `null` for a count alone. */
  readonly twice: Twice | null;
}

/** How one count of a blind double count knows the other. */
export interface Twice {
  readonly turn: "first" | "second";
  /** The other item, where it is on this device too. */
  readonly other: string | null;
  /** The code that the other inspector told, where it is on another device; empty until then. */
  readonly code: string;
}

/** What somebody says, signed, to an entry that was signed here. */
export interface Answer extends ItemHead {
  readonly kind: "answer";
  /** The item that is answered, and its id on the record. */
  readonly of: string;
  readonly ofEntry: string;
  readonly answer: "countersignature" | "remark" | "refusal";
  /** The remark, or why it is not signed; empty for a countersignature. */
  readonly text: string;
}

/** Something on this device: written, signed or sent. */
export type Item = Inspection | Answer;

/** Where an item stands in the outbox. */
export type ItemState = "draft" | "ready" | "sent";

/** Where an item stands: what is about to be signed is ready, since nothing in it can change. */
export function stateOf({ frozen, receipt }: Item): ItemState {
  if (receipt !== null) return "sent";
  return frozen === null ? "draft" : "ready";
}

/** The head of a new item. */
export function newHead(caseId: string, prefix: string, key: string, now: number): ItemHead {
  return {
    id: key,
    case: caseId,
    entry: `${prefix}-${key.slice(0, 8)}`,
    begun: now,
    changed: now,
    revision: 0,
    deleted: null,
    frozen: null,
    signed: null,
    receipt: null,
    trouble: null,
  };
}

/** A key for a new item: 128 random bits, so that no two devices ever choose the same. */
export function newKey(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
