import { fromHex, type Signer, webCryptoSigner } from "@proviso/record/envelope";
import { toHex } from "@proviso/record/log";
import type { SigningPlace } from "@proviso/wire";
import type { Device, DeviceDatabase } from "./device-database.ts";
import { DeviceError } from "./device-error.ts";

/** Under what a device is kept: its log, and its key's name there. */
export type DeviceName = Pick<Device, "origin" | "name">;

/**
 * Makes an Ed25519 key in this browser, which nobody can read out, and keeps it for one log. It
 * signs nothing that counts until the record's keeper has enrolled it (`enrolDevice`).
 *
 * @throws {DeviceError} `keys-unsupported` where the browser makes no such keys, or the page did not
 *   come over a secure connection; `device-exists`
 */
export async function makeDevice(
  database: DeviceDatabase,
  name: string,
  place: SigningPlace,
): Promise<Device> {
  const { publicKey, privateKey } = await generateKeys();
  const half = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const device: Device = {
    ...place,
    name,
    publicKey: toHex(half),
    secretKey: privateKey,
    counter: 0,
    previous: null,
    checkpoint: null,
  };
  const writing = database.transaction("devices", "readwrite");
  if ((await writing.store.get([place.origin, name])) !== undefined) {
    writing.abort();
    await writing.done.catch(() => undefined);
    const message = `This browser holds a key named ${name} for the log already.`;
    throw new DeviceError("device-exists", message, "Use it, or choose another name.");
  }
  await writing.store.add(device);
  await writing.done;
  return device;
}

/** The devices of a log that this browser holds, by name. */
export async function devicesOf(
  database: DeviceDatabase,
  origin: string,
): Promise<readonly Device[]> {
  return database.getAll("devices", IDBKeyRange.bound([origin], [origin, []]));
}

/**
 * A device that this browser holds.
 *
 * @throws {DeviceError} `device-unknown`
 */
export async function deviceNamed(
  database: DeviceDatabase,
  { origin, name }: DeviceName,
): Promise<Device> {
  const device = await database.get("devices", [origin, name]);
  if (device !== undefined) return device;
  const message = `This browser holds no key named ${name} for the log ${origin}.`;
  throw new DeviceError("device-unknown", message, "Make one, and have the keeper enrol it.");
}

/** What signs with a device's key; also for a second signature over someone else's envelope. */
export function signerOf({ name, publicKey, secretKey }: Device): Signer {
  return webCryptoSigner<CryptoKey>(crypto.subtle, name, fromHex(publicKey), secretKey);
}

async function generateKeys(): Promise<CryptoKeyPair> {
  // A page that did not come over a secure connection has no such library at all.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  try {
    if (subtle !== undefined) return await subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  } catch {
    // A browser without Ed25519 says so by refusing.
  }
  throw new DeviceError(
    "keys-unsupported",
    "This browser cannot keep an Ed25519 key.",
    "Use a current browser, over https or on this machine; or sign with proviso record.",
  );
}
