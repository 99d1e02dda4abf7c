import { openDeviceDatabase } from "./device/device-database.ts";
import { inspectDatabase } from "./inspect-database.ts";
import { type Item, type Photograph, stateOf } from "./item.ts";

/** How long what was deleted can be brought back, in milliseconds. */
const UNDO_MS = 10 * 60_000;

/** The items of a case on this device, the oldest first; what was deleted long ago is now gone. */
export async function itemsOf(caseId: string, now: number): Promise<readonly Item[]> {
  const database = await inspectDatabase();
  const all = await database.getAllFromIndex("items", "by-case", caseId);
  const old = all.filter(({ deleted }) => deleted !== null && now - deleted > UNDO_MS);
  for (const item of old) await purge(item);
  return all.filter(({ deleted }) => deleted === null).sort((a, b) => a.begun - b.begun);
}

/** Nothing of it stays on this device; its key's count does, so that it never signs that one anew. */
async function purge({ id, signed }: Item): Promise<void> {
  if (signed !== null) {
    const devices = await openDeviceDatabase();
    await devices.delete("signed", signed.digest).finally(() => devices.close());
  }
  const database = await inspectDatabase();
  const writing = database.transaction(["items", "photographs"], "readwrite");
  await writing.objectStore("items").delete(id);
  await writing.objectStore("photographs").delete(IDBKeyRange.bound([id], [id, []]));
  await writing.done;
}

/** Puts new items on this device, all or none. */
export async function addItems(items: readonly Item[]): Promise<void> {
  const database = await inspectDatabase();
  const writing = database.transaction("items", "readwrite", { durability: "strict" });
  for (const item of items) await writing.store.add(item);
  await writing.done;
}

/** An item of this device; `null` where there is none of the name, or it was deleted. */
export async function itemOf(id: string): Promise<Item | null> {
  const item = await storedItem(id);
  return item?.deleted === null ? item : null;
}

/** An item of this device, even one that was just deleted. */
export async function storedItem(id: string): Promise<Item | null> {
  return (await (await inspectDatabase()).get("items", id)) ?? null;
}

/** An item as it stands now, and whether the change was made to it. */
export interface Changed<Kind extends Item> {
  readonly item: Kind;
  readonly isMade: boolean;
}

/**
 * Changes an item, unless another tab changed it first: then the change is not made, and what stands
 * is returned. What is ready or sent keeps what was frozen in it, whatever asks.
 */
export async function changeItem<Kind extends Item>(
  before: Kind,
  change: Partial<Kind>,
  now: number,
): Promise<Changed<Kind>> {
  const database = await inspectDatabase();
  const writing = database.transaction("items", "readwrite", {
    // What is about to be signed is on the disk before it is; a keystroke need not wait for that.
    durability: Object.hasOwn(change, "frozen") ? "strict" : "default",
  });
  const there = (await writing.store.get(before.id)) as Kind | undefined;
  const isFree = there === undefined || there.revision === before.revision;
  const item: Kind = isFree
    ? { ...before, ...change, revision: before.revision + 1, changed: now }
    : there;
  if (isFree) await writing.store.put(item);
  await writing.done;
  return { item, isMade: isFree };
}

/** Adds a photograph to a draft, its bytes and its name in one transaction. */
export async function addPhotograph(
  id: string,
  photograph: Photograph,
  bytes: Uint8Array,
  now: number,
): Promise<Item | null> {
  const database = await inspectDatabase();
  const writing = database.transaction(["items", "photographs"], "readwrite", {
    durability: "strict",
  });
  const item = await writing.objectStore("items").get(id);
  if (item?.kind !== "inspection" || stateOf(item) !== "draft") {
    await writing.done;
    return null;
  }
  const others = item.photographs.filter(({ sha256 }) => sha256 !== photograph.sha256);
  const changed: Item = {
    ...item,
    photographs: [...others, photograph],
    revision: item.revision + 1,
    changed: now,
  };
  await writing.objectStore("photographs").put({ ...photograph, item: id, bytes });
  await writing.objectStore("items").put(changed);
  await writing.done;
  return changed;
}

/** Takes a photograph out of a draft. */
export async function removePhotograph(
  id: string,
  sha256: string,
  now: number,
): Promise<Item | null> {
  const database = await inspectDatabase();
  const writing = database.transaction(["items", "photographs"], "readwrite");
  const item = await writing.objectStore("items").get(id);
  if (item?.kind !== "inspection" || stateOf(item) !== "draft") {
    await writing.done;
    return null;
  }
  const changed: Item = {
    ...item,
    photographs: item.photographs.filter((one) => one.sha256 !== sha256),
    revision: item.revision + 1,
    changed: now,
  };
  await writing.objectStore("photographs").delete([id, sha256]);
  await writing.objectStore("items").put(changed);
  await writing.done;
  return changed;
}

/** The bytes of a photograph; `null` where they are not here. */
export async function photographBytes(id: string, sha256: string): Promise<Uint8Array | null> {
  const found = await (await inspectDatabase()).get("photographs", [id, sha256]);
  return found?.bytes ?? null;
}

/** Deletes an item, or brings it back. */
export async function setDeleted(id: string, deleted: number | null): Promise<void> {
  const database = await inspectDatabase();
  const writing = database.transaction("items", "readwrite");
  const item = await writing.store.get(id);
  if (item !== undefined) {
    await writing.store.put({ ...item, deleted, revision: item.revision + 1 });
  }
  await writing.done;
}
