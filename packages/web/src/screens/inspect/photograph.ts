import { toHex } from "@proviso/record/log";
import { inspectWords } from "../../say/words-inspect.ts";
import type { Photograph } from "./item.ts";

// What a server takes in one request, less what goes with it.
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_BYTES_TOGETHER = 30 * 1024 * 1024;
const MOST_PHOTOGRAPHS = 20;

/** A photograph as it came, or why it is not taken. */
export type Captured =
  | { readonly ok: true; readonly photograph: Photograph; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string };

/**
 * Takes a photograph as it comes from the camera: its bytes are read once, hashed and kept; nothing
 * in them is looked at or changed, so that its hash is that of the camera's own file.
 */
export async function capture(file: File, before: readonly Photograph[]): Promise<Captured> {
  const words = inspectWords.photo;
  const name = fileName(file.name);
  if (file.size > MOST_BYTES) return { ok: false, message: words.tooLarge(name) };
  const together = before.reduce((sum, { size }) => sum + size, file.size);
  if (before.length >= MOST_PHOTOGRAPHS || together > MOST_BYTES_TOGETHER) {
    return { ok: false, message: words.tooMany };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const sha256 = toHex(new Uint8Array(digest));
  return { ok: true, photograph: { sha256, name, type: file.type, size: bytes.length }, bytes };
}

/** A file's name as an entry may have it: a short line without control characters. */
function fileName(name: string): string {
  const line = name
    .replace(/\p{C}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line === "" ? "photograph" : line.slice(-100);
}
