import { formatUtc, instant } from "@proviso/core";
import { deviceNamed } from "./device/device.ts";
import { type Device, openDeviceDatabase, type SignedEntry } from "./device/device-database.ts";
import { DeviceError } from "./device/device-error.ts";
import { signEntry } from "./device/sign-entry.ts";
import {
  type Answer,
  type EntryJson,
  type Frozen,
  type Inspection,
  type Item,
  newHead,
  newKey,
} from "./item.ts";
import { addItems, changeItem, itemOf, storedItem } from "./items.ts";

/** Who is to sign, and in what capacity. */
export interface SignAs {
  readonly device: Device;
  readonly role: Frozen["role"];
}

/**
 * Signs what a form says. What is to be signed is kept first, whole and for good; only then is it
 * signed. Whoever is killed in between finds it again and signs the very same (`resumeSigning`).
 *
 * @throws {DeviceError} where the key does not sign it; it then is a draft again
 */
export async function signItem(
  item: Inspection,
  entry: EntryJson,
  remark: string,
  { device, role }: SignAs,
): Promise<Item> {
  const now = Date.now();
  const change = { frozen: frozenOf(device, role, entry, now), remark, trouble: null };
  const { item: frozen, isMade } = await changeItem<Inspection>(item, change, now);
  return isMade ? finishInspection(frozen) : frozen;
}

async function finishInspection(item: Inspection): Promise<Item> {
  const signed = await finishSigning(item);
  const { frozen, remark } = signed;
  if (remark === "" || frozen === null || signed.signed === null) return signed;
  // An inspector's own remark is an entry of its own: an observation has no place for one. Its key
  // follows from the item's, so that it is begun once, however often this is cut off.
  const key = [...signed.id].reverse().join("");
  if ((await storedItem(key)) === null) {
    const devices = await openDeviceDatabase();
    const device = await deviceNamed(devices, frozen.device).finally(() => devices.close());
    await signAnswer(signed, "remark", remark, { device, role: frozen.role }, key);
  }
  return (await changeItem<Inspection>(signed, { remark: "" }, Date.now())).item;
}

/** Signs an answer to what was signed here: it comes to the outbox as an item of its own. */
export async function signAnswer(
  to: Item,
  answer: Answer["answer"],
  text: string,
  { device, role }: SignAs,
  key = newKey(),
): Promise<Item> {
  const { signed } = to;
  if (signed === null) throw new Error("What is not signed cannot be answered.");
  const now = Date.now();
  const prefix = { countersignature: "C", remark: "R", refusal: "X" }[answer];
  const head = newHead(to.case, prefix, key, now);
  const said = { countersignature: {}, remark: { text }, refusal: { reason: text } }[answer];
  const entry = {
    v: 1,
    id: head.entry,
    kind: answer,
    of: to.entry,
    digest: signed.digest,
    ...said,
  };
  const frozen = frozenOf(device, role, entry, now);
  const item: Answer = {
    ...head,
    kind: "answer",
    of: to.id,
    ofEntry: to.entry,
    answer,
    text,
    frozen,
  };
  await addItems([item]);
  return finishSigning(item);
}

function frozenOf(
  { name, origin, checkpoint, reconstructed }: Device,
  role: Frozen["role"],
  entry: EntryJson,
  at: number,
): Frozen {
  return {
    device: { name, origin },
    role,
    entry,
    // The record of a reconstructed case takes its author's word for when an entry was known, and so
    // would refuse what another device signed a minute earlier.
    stated: reconstructed ? null : formatUtc(instant(at)),
    checkpoint: checkpoint?.size ?? null,
    at,
  };
}

/** Signs what was about to be signed when the page was killed. Nothing is signed twice. */
export async function resumeSigning(items: readonly Item[]): Promise<boolean> {
  const cut = items.filter(
    (item) =>
      item.frozen !== null &&
      (item.signed === null || (item.kind === "inspection" && item.remark !== "")),
  );
  for (const item of cut) {
    const going = item.kind === "inspection" ? finishInspection(item) : finishSigning(item);
    await going.catch(() => undefined);
  }
  return cut.length > 0;
}

async function finishSigning<Kind extends Item>(item: Kind): Promise<Kind> {
  const { frozen } = item;
  if (frozen === null) return item;
  let signed: SignedEntry;
  try {
    signed = await sign(item.id, frozen);
  } catch (cause) {
    if (!(cause instanceof DeviceError)) throw cause;
    // Nothing was signed under its key: it can be corrected, and signed then.
    await changeItem<Item>(item, { frozen: null }, Date.now());
    throw cause;
  }
  const change: Partial<Item> = { signed };
  const { item: done, isMade } = await changeItem<Item>(item, change, Date.now());
  if (isMade) return done as Kind;
  // Another tab went on with it meanwhile, and signed the same.
  return ((await itemOf(item.id)) ?? item) as Kind;
}

async function sign(key: string, frozen: Frozen): Promise<SignedEntry> {
  const devices = await openDeviceDatabase();
  try {
    const { device, entry, role, stated } = frozen;
    return await signEntry(devices, device, { entry, role, key, stated });
  } finally {
    devices.close();
  }
}
