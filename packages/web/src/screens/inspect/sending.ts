import { fromBase64, parseLeaf, toHex } from "@proviso/record/log";
import type { EntryReceipt } from "@proviso/wire";
import { CaseError } from "../../case/http.ts";
import { inspectWords } from "../../say/words-inspect.ts";
import { postEntries } from "./device/record-writes.ts";
import type { Item, Trouble } from "./item.ts";
import { changeItem, itemOf, photographBytes } from "./items.ts";

/**
 * Sends a signed item with its photographs. It is on the record once the server has answered for
 * these very bytes; until then it stays ready. Killed in between, it is simply sent again: the server
 * keeps one entry for one key, however often it comes.
 */
export async function sendItem(id: string): Promise<Item | null> {
  const item = await itemOf(id);
  const signed = item?.signed ?? null;
  if (item === null || signed === null || item.receipt !== null) return item;
  const names = item.kind === "inspection" ? item.photographs.map(({ sha256 }) => sha256) : [];
  const files: Uint8Array[] = [];
  for (const sha256 of names) {
    const bytes = await photographBytes(id, sha256);
    if (bytes === null) return refuse(item, MISSING);
    files.push(bytes);
  }
  try {
    const { receipts } = await postEntries(item.case, [signed], files);
    const [receipt] = receipts;
    if (receipt === undefined || !(await isFor(receipt, signed.envelope))) {
      return refuse(item, {
        code: "receipt-other",
        message: inspectWords.failed.receipt,
        remedy: "",
      });
    }
    const { index, received, repeated } = receipt;
    const change: Partial<Item> = { receipt: { index, received, repeated }, trouble: null };
    return (await changeItem<Item>(item, change, Date.now())).item;
  } catch (cause) {
    return refuse(item, troubleOf(cause));
  }
}

const MISSING: Trouble = {
  code: "photograph-missing",
  message: inspectWords.failed.photograph,
  remedy: inspectWords.failed.photographRemedy,
};

/** Why something was not taken, in the words of whoever refused it. */
export function troubleOf(cause: unknown): Trouble {
  if (!(cause instanceof CaseError)) throw cause;
  const { code, message, remedy } = cause;
  if (code === "unreachable") return { code, message: inspectWords.failed.unreachable, remedy: "" };
  return { code, message, remedy };
}

async function refuse(item: Item, trouble: Trouble): Promise<Item> {
  return (await changeItem<Item>(item, { trouble }, Date.now())).item;
}

/** Whether a receipt is for an envelope: the leaf that it shows commits to its bytes. */
async function isFor({ leaf, index }: EntryReceipt, envelope: Uint8Array): Promise<boolean> {
  try {
    const said = parseLeaf(fromBase64(leaf));
    const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(envelope));
    return said.index === index && said.envelope === toHex(new Uint8Array(digest));
  } catch {
    return false;
  }
}
