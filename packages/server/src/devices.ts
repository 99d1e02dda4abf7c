import { createHash } from "node:crypto";
import { entryId, formatUtc, id, instant } from "@proviso/core";
import type { SigningRole } from "@proviso/record";
import type { EnrolledKey } from "@proviso/record/envelope";
import type { RunningCase } from "@proviso/record/kept";
import { parseCheckpoint, parseNote, toHex } from "@proviso/record/log";
import type { Draft, GateState } from "@proviso/record/writing";
import type { DevicesAnswer, EnrolledDevice, EnrolmentBody } from "@proviso/wire";

/** Roles that a device gets without its keeper looking: not those that keep the record itself. */
export const DEVICE_ROLES: readonly SigningRole[] = ["observer", "host", "party", "authority"];

/** What a device needs to sign entries for a case, and the devices that stand. */
export async function devicesJson(read: RunningCase, enrols: boolean): Promise<DevicesAnswer> {
  const { terms, record } = read;
  const newest = await record.newestCheckpoint();
  const head = newest === null ? null : parseCheckpoint(parseNote(newest.note).text);
  return {
    v: 1,
    place: {
      case: terms.case,
      agreement: terms.agreement,
      origin: terms.origin,
      zone: terms.zone.name,
      reconstructed: terms.reconstructed,
    },
    checkpoint: head === null ? null : { size: head.size, root: toHex(head.root) },
    enrols,
    devices: read.ring.keys.filter(({ until }) => until === null).map(deviceJson(read)),
  };
}

/** One device that stands, as `devicesJson` lists it; `null` where there is none of the name. */
export function deviceJsonOf(read: RunningCase, name: string): EnrolledDevice | null {
  const key = read.ring.keys.find((one) => one.name === name && one.until === null);
  return key === undefined ? null : deviceJson(read)(key);
}

function deviceJson({ chains }: RunningCase): (key: EnrolledKey) => EnrolledDevice {
  return ({ name, publicKey, body, person, roles, from, until, expires }) => ({
    ...{ name, publicKey, body, person, roles, from, until },
    expires: expires === null ? null : formatUtc(expires),
    counter: chains.get(name)?.counter ?? 0,
    previous: chains.get(name)?.digest ?? null,
  });
}

/**
 * The entry that enrols a device, for the keeper to sign; `null` where the very same stands already.
 * What else stands in its way is for the gate to say.
 */
export function enrolmentOf(asked: EnrolmentBody, { ring }: GateState): Draft | null {
  const { name, publicKey, body, roles } = asked;
  const person = asked.person ?? name;
  const there = ring.keys.find((key) => key.name === name && key.until === null);
  const isSame =
    there !== undefined &&
    there.publicKey === publicKey &&
    there.body === body &&
    there.person === person &&
    there.roles.length === roles.length &&
    roles.every((role) => there.roles.includes(role));
  if (isSame) return null;
  const digest = createHash("sha256").update(`${name} ${publicKey}`).digest("hex").slice(0, 16);
  return {
    entry: {
      kind: "key",
      id: entryId(`K-${digest}`),
      known: instant(Date.now()),
      act: "enrol",
      ...{ name, publicKey, body: id(body), person, roles, expires: null },
    },
    label: null,
    stated: null,
    key: `enrol-${digest}`,
    series: null,
  };
}
