import { decodeText } from "../../log/index.ts";

/** What a bundle is of. */
export interface BundleHead {
  readonly case: string;
  /** The agreement under which its entries were signed. */
  readonly agreement: string;
  /** The log, as its checkpoints name it. */
  readonly origin: string;
  /** Entries. */
  readonly size: number;
  /** The root over them, 64 hexadecimal digits. */
  readonly root: string;
}

/** Writes `bundle.json`. */
export function formatHead({ case: name, agreement, origin, size, root }: BundleHead): string {
  return `${JSON.stringify({ v: 1, case: name, agreement, origin, size, root }, null, 2)}\n`;
}

/** Reads `bundle.json`; `null` where it is none. Only the one spelling is read. */
export function parseHead(bytes: Uint8Array): BundleHead | null {
  try {
    const text = decodeText(bytes);
    const value: unknown = JSON.parse(text);
    if (!isHead(value)) return null;
    const { case: name, agreement, origin, size, root } = value;
    const head = { case: name, agreement, origin, size, root };
    return formatHead(head) === text ? head : null;
  } catch {
    return null;
  }
}

function isHead(value: unknown): value is BundleHead {
  if (typeof value !== "object" || value === null) return false;
  const field = (name: string): unknown => Object.entries(value).find(([key]) => key === name)?.[1];
  return (
    field("v") === 1 &&
    ["case", "agreement", "origin", "root"].every((name) => typeof field(name) === "string") &&
    Number.isSafeInteger(field("size"))
  );
}
