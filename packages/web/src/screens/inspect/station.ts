import type { EnrolledDevice } from "@proviso/wire";
import { CaseError } from "../../case/http.ts";
import { devicesOf } from "./device/device.ts";
import { type Device, openDeviceDatabase } from "./device/device-database.ts";
import { getDevices, seeCheckpoint } from "./device/record-writes.ts";
import type { KeptCase } from "./inspect-database.ts";
import type { Item } from "./item.ts";
import { itemsOf } from "./items.ts";
import { keepStanding, keptCase } from "./kept-case.ts";
import { resumeSigning } from "./signing.ts";

/** A key of this browser, and what the record last said of it. */
export interface SigningKey {
  readonly device: Device;
  /** `unknown` where the server has not been heard of since it was made. */
  readonly state: "enrolled" | "not-enrolled" | "unknown";
  readonly enrolled: EnrolledDevice | null;
}

/** What this device has and knows of a case. */
export interface Station {
  readonly kept: KeptCase | null;
  readonly items: readonly Item[];
  readonly keys: readonly SigningKey[];
}

/** Whether the server answers; `folder`: it does, and the case takes no signed entries. */
export type Network = "asking" | "on" | "off" | "folder";

/** Reads what this device has of a case, and goes on with what was cut off while it was signed. */
export async function readStation(caseId: string): Promise<Station> {
  const before = await itemsOf(caseId, Date.now());
  const items = (await resumeSigning(before)) ? await itemsOf(caseId, Date.now()) : before;
  const kept = await keptCase(caseId);
  const origin = kept?.standing?.place.origin ?? null;
  const standing = kept?.standing ?? null;
  const devices = origin === null ? [] : await devicesHere(origin);
  const keys = devices.map((device): SigningKey => {
    const enrolled =
      standing?.devices.find(
        ({ name, publicKey }) => name === device.name && publicKey === device.publicKey,
      ) ?? null;
    const state = standing === null ? "unknown" : enrolled === null ? "not-enrolled" : "enrolled";
    return { device, enrolled, state };
  });
  return { kept, items, keys };
}

async function devicesHere(origin: string): Promise<readonly Device[]> {
  const devices = await openDeviceDatabase();
  try {
    return await devicesOf(devices, origin);
  } finally {
    devices.close();
  }
}

/**
 * Asks the server how the case stands, and keeps it: which keys are enrolled, and the newest
 * checkpoint, which whatever is signed from now on carries.
 */
export async function hearOfServer(caseId: string): Promise<Exclude<Network, "asking">> {
  try {
    const standing = await getDevices(caseId);
    await keepStanding(caseId, standing, Date.now());
    const devices = await openDeviceDatabase();
    await seeCheckpoint(devices, standing).finally(() => devices.close());
    return "on";
  } catch (cause) {
    if (!(cause instanceof CaseError) || cause.code === "unreachable") return "off";
    await keepStanding(caseId, null, Date.now());
    return cause.code === "record-unsigned" ? "folder" : "on";
  }
}
