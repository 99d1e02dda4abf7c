import { encodeText, joinBytes } from "./bytes.ts";
import { LogError } from "./log-error.ts";
import type { NoteSigner, NoteVerifier } from "./note.ts";
import type { HeldKey, NoteKey } from "./note-key.ts";
import { SIGNATURE_BYTES, type VerifyEd25519 } from "./signing.ts";

const TIME_BYTES = 8;
const WORD = 2 ** 32;

/**
 * Signs with one key: a log its checkpoints, or anyone a text.
 *
 * @throws {LogError} `key-unsupported` where the key is a witness's.
 * @see C2SP signed-note v1.0.0, "Ed25519 signatures"
 */
export function noteSigner({ key, holder }: HeldKey): NoteSigner {
  requireType(key, "ed25519");
  return { key, sign: (text) => holder.sign(encodeText(text)) };
}

/**
 * Cosigns checkpoints with a witness's key: the statement that at this time the checkpoint was the
 * largest that the witness had seen of its log, and continued all those before.
 *
 * @param seconds - since 1970, from the witness's clock.
 * @throws {LogError} `time-out-of-range`; `key-unsupported` where the key is no witness's.
 * @see C2SP tlog-cosignature v1.0.1, "Ed25519 signed message"
 */
export function cosigner({ key, holder }: HeldKey, seconds: number): NoteSigner {
  requireType(key, "cosignature");
  const time = encodeTime(seconds);
  return {
    key,
    sign: async (text) => joinBytes(time, await holder.sign(cosignedMessage(seconds, text))),
  };
}

/** What checks the signatures of a key, of either type. */
export function noteVerifier(key: NoteKey, verify: VerifyEd25519): NoteVerifier {
  const { publicKey, type } = key;
  switch (type) {
    case "ed25519":
      return {
        key,
        verify: async (text, signature) =>
          signature.length === SIGNATURE_BYTES &&
          (await verify({ publicKey, message: encodeText(text), signature })),
      };
    case "cosignature":
      return {
        key,
        verify: async (text, timed) => {
          const seconds = cosignatureTime(timed);
          if (seconds === null) return false;
          const message = cosignedMessage(seconds, text);
          return await verify({ publicKey, message, signature: timed.slice(TIME_BYTES) });
        },
      };
    default:
      return type satisfies never;
  }
}

/**
 * The time in a cosignature, in seconds since 1970; `null` where it can be none. A time after
 * 2^53 - 1 is none either: no honest clock shows it.
 */
export function cosignatureTime(signature: Uint8Array): number | null {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return null;
  const view = new DataView(signature.buffer, signature.byteOffset, signature.byteLength);
  const seconds = view.getUint32(0) * WORD + view.getUint32(4);
  return Number.isSafeInteger(seconds) ? seconds : null;
}

function cosignedMessage(seconds: number, text: string): Uint8Array {
  return encodeText(`cosignature/v1\ntime ${seconds}\n${text}`);
}

function encodeTime(seconds: number): Uint8Array {
  if (!Number.isSafeInteger(seconds) || seconds < 0) {
    throw new LogError(
      "time-out-of-range",
      "A cosignature tells its time in whole seconds since 1970.",
      "Set the witness's clock, and count in seconds rather than milliseconds.",
    );
  }
  const time = new Uint8Array(TIME_BYTES);
  const view = new DataView(time.buffer);
  view.setUint32(0, Math.floor(seconds / WORD));
  view.setUint32(4, seconds % WORD);
  return time;
}

function requireType(key: NoteKey, type: NoteKey["type"]): void {
  if (key.type === type) return;
  throw new LogError(
    "key-unsupported",
    `The key of ${key.name} is of type ${key.type}; this takes one of type ${type}.`,
    "Use a log's key for checkpoints and a witness's for cosignatures, never one for both.",
  );
}
