import { crc32, inflateRawSync } from "node:zlib";
import { error, Unreadable } from "../table/problem.ts";

/** What bounds a ZIP file before anything in it is unpacked. */
export const ZIP_LIMITS = {
  /** Bytes of the file: 16 MiB. */
  fileBytes: 16_777_216,
  entries: 2_000,
  /** Bytes of one part, unpacked: 64 MiB. */
  partBytes: 67_108_864,
  /** Bytes of all parts that are unpacked from one file: 96 MiB. */
  allBytes: 100_663_296,
} as const;

/** A ZIP file whose parts are unpacked one by one, within the limits. */
export interface Zip {
  /**
   * Unpacks a part; `null` where there is none of that name.
   *
   * @throws {Unreadable}
   */
  readonly part: (name: string) => Uint8Array | null;
}

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * Opens a ZIP file by its directory (PKWARE APPNOTE 6.3, 4.3). Its entries have plain names within
 * the file, none twice; they are stored or deflated, not encrypted; each is held against its size
 * and its CRC-32. Nothing is unpacked beyond the size that the directory gives, and ZIP64, which no
 * file below the limits needs, is refused.
 *
 * @throws {Unreadable}
 */
export function openZip(bytes: Uint8Array): Zip {
  if (bytes.length > ZIP_LIMITS.fileBytes) {
    const message = `The file is longer than ${ZIP_LIMITS.fileBytes} bytes.`;
    throw new Unreadable(error("file-too-large", {}, message, "Split it, or save it as CSV."));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryOf(bytes, view);
  let left: number = ZIP_LIMITS.allBytes;
  return {
    part: (name) => {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.unpacked > ZIP_LIMITS.partBytes || entry.unpacked > left) {
        const message = `${nameFor(name)} is unpacked longer than is read.`;
        throw new Unreadable(error("zip-too-large", {}, message, "Split it, or save it as CSV."));
      }
      left -= entry.unpacked;
      return unpack(bytes, view, name, entry);
    },
  };
}

const END_BYTES = 22;
const HEADER_BYTES = 46;
const LOCAL_BYTES = 30;

function directoryOf(bytes: Uint8Array, view: DataView): ReadonlyMap<string, Entry> {
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > ZIP_LIMITS.entries) throw unfit(`It has more than ${ZIP_LIMITS.entries} parts.`);
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index += 1) {
    if (at + HEADER_BYTES > end || view.getUint32(at, true) !== 0x02014b50) {
      throw unfit("Its directory is damaged.");
    }
    const nameLength = view.getUint16(at + 28, true);
    const next = at + HEADER_BYTES + nameLength;
    if (next > end) throw unfit("Its directory is damaged.");
    const name = nameIn(bytes.subarray(at + HEADER_BYTES, next));
    if (entries.has(name)) throw unfit(`It holds ${nameFor(name)} twice.`);
    if ((view.getUint16(at + 8, true) & 0x41) !== 0) throw unfit("It is encrypted.");
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where the end of the directory stands: the last that fits, before a comment of at most 64 KiB. */
function endOf(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at >= last - 0xffff; at -= 1) {
    const isEnd = view.getUint32(at, true) === 0x06054b50;
    if (isEnd && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  const remedy = "Save the workbook as .xlsx (not .xls, .xlsb or .ods), or as CSV UTF-8.";
  throw new Unreadable(error("not-zip", {}, "The file is no ZIP file, so no workbook.", remedy));
}

function nameIn(raw: Uint8Array): string {
  let name: string;
  try {
    name = new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    throw unfit("The name of a part is not UTF-8.");
  }
  const isWithin = name.split("/").every((part) => part !== ".." && part !== ".");
  // No part is ever written anywhere; a name that leads elsewhere still shows a hostile file.
  if (isWithin && !/^\/|\\|\0|^[A-Za-z]:/.test(name)) return name;
  throw unfit(`${nameFor(name)} leads out of the file.`);
}

function unpack(bytes: Uint8Array, view: DataView, name: string, entry: Entry): Uint8Array {
  const { offset, packed, unpacked, method, crc } = entry;
  const isThere =
    offset + LOCAL_BYTES <= bytes.length && view.getUint32(offset, true) === 0x04034b50;
  if (!isThere) throw unfit(`${nameFor(name)} is not where the directory says.`);
  const extra = view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const begin = offset + LOCAL_BYTES + extra;
  if (begin + packed > bytes.length) throw unfit(`${nameFor(name)} is cut off.`);
  const content = inflated(bytes.subarray(begin, begin + packed), method, unpacked, name);
  const isWhole = content.length === unpacked && crc32(content) === crc;
  if (!isWhole) throw unfit(`${nameFor(name)} is damaged: its checksum is another.`);
  return content;
}

function inflated(packed: Uint8Array, method: number, unpacked: number, name: string): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) throw unfit(`${nameFor(name)} is packed in a way that is not read.`);
  try {
    // One byte more than it should have lets a longer one be seen without being unpacked.
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: unpacked + 1 }));
  } catch {
    throw unfit(`${nameFor(name)} is damaged, or longer than the directory says.`);
  }
}

function nameFor(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}

function unfit(message: string): Unreadable {
  return new Unreadable(
    error("zip-unfit", {}, message, "Save the workbook anew, or as CSV UTF-8."),
  );
}
