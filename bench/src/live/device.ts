import { type Zone, zone } from "@proviso/core";
import { readRecordEntry } from "@proviso/record/entries";
import {
  formatEnvelope,
  payloadDigest,
  readStatedTime,
  signerFromSeed,
  signStatement,
} from "@proviso/record/envelope";
import { toBase64, toHex } from "@proviso/record/log";
import { SERVED } from "./served.ts";

const UTC = zone("UTC") as Zone;

/** Signs lines for a served case, as a device in the field does. */
export interface Device {
  /** The body of a request that has this line kept. */
  readonly sign: (line: string) => Promise<string>;
}

/** Makes a device, and has the server enrol it. */
export async function enrolDevice(address: string): Promise<Device> {
  const devices = `${address}/${SERVED}/record/devices`;
  const signer = signerFromSeed("bench", new Uint8Array(32).fill(11));
  const publicKey = toHex(signer.publicKey);
  const asked = { v: 1, name: "bench", publicKey, body: "Mission", roles: ["observer"] };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(devices, { method: "POST", headers, body: JSON.stringify(asked) });
  if (!answer.ok) throw new Error(await answer.text());
  const { place } = (await (await fetch(devices)).json()) as {
    readonly place: { readonly case: string; readonly agreement: string; readonly origin: string };
  };
  let counter = 0;
  let previous: string | null = null;
  return {
    sign: async (line) => {
      const read = readRecordEntry(line, UTC);
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const { entry } = read;
      counter += 1;
      const { case: name, agreement, origin } = place;
      const envelope = await signStatement(
        {
          ...{ case: name, agreement, origin, role: "observer", device: "bench", counter },
          ...{ previous, after: null, key: entry.id, series: null, salt: null, entry },
          stated: readStatedTime(new Date(entry.known).toISOString()),
        },
        [signer],
        { known: entry.known, zone: UTC },
      );
      previous = payloadDigest(envelope.payload);
      const signed = toBase64(formatEnvelope(envelope));
      return JSON.stringify({ v: 1, entries: [{ envelope: signed }] });
    },
  };
}
