import type { SigningRole } from "@proviso/record/entries";
import type { CarriedCheckpoint } from "@proviso/record/envelope";
import { toBase64 } from "@proviso/record/log";
import { askForJson, postJson } from "../../../case/http.ts";
import type { DeviceDatabase, SignedEntry, SigningPlace } from "./device-database.ts";

/** A device as the record has it, with what it signed last in the open. */
export interface EnrolledDevice {
  readonly name: string;
  readonly publicKey: string;
  readonly body: string;
  readonly person: string;
  readonly roles: readonly SigningRole[];
  /** The first and the last position at which it may sign; `until` is `null` while it may. */
  readonly from: number;
  readonly until: number | null;
  /** RFC 3339; `null` for no end. */
  readonly expires: string | null;
  readonly counter: number;
  readonly previous: string | null;
}

/** What a device needs to know of a case to sign entries for it. */
export interface SigningStanding {
  readonly place: SigningPlace;
  /** The newest checkpoint of the log; `null` where there is none yet. */
  readonly checkpoint: CarriedCheckpoint | null;
  /** Whether this server enrols devices, or the keeper must do it by the command line. */
  readonly enrols: boolean;
  readonly devices: readonly EnrolledDevice[];
}

/** Who a device is to sign for. */
export interface Enrolment {
  /** The key's name on the record. */
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly publicKey: string;
  /** The party, authority or body for which it signs. */
  readonly body: string;
  /** Who holds it; the name of the key where that is left out. */
  readonly person?: string;
  readonly roles: readonly SigningRole[];
}

/** Where an entry stands that was taken. */
export interface EntryReceipt {
  readonly index: number;
  /** RFC 3339, by the log's clock. */
  readonly received: string;
  /** Base 64: what the log's tree hashes. */
  readonly leaf: string;
  /** It had been kept before, and has not been kept again. */
  readonly repeated: boolean;
}

/** That everything of a request was kept, and the checkpoint that holds it. */
export interface Posted {
  readonly receipts: readonly EntryReceipt[];
  /** A signed note (C2SP tlog-checkpoint). */
  readonly checkpoint: { readonly size: number; readonly note: string };
}

const recordOf = (caseId: string) => `/api/cases/${encodeURIComponent(caseId)}/record`;

/** What a device needs to sign for a case, and the devices that are enrolled. */
export async function signingStanding(caseId: string): Promise<SigningStanding> {
  return (await askForJson(`${recordOf(caseId)}/devices`)) as SigningStanding;
}

/**
 * Has the installation's keeper enrol a device: on this machine, with the embedded store. Asked
 * twice, it is enrolled once.
 *
 * @throws {CaseError} `enrolment-elsewhere`, with the command that enrols it; or why the key may not
 *   be: `key-name-taken`, `key-in-use`, `key-unsound`
 */
export async function enrolDevice(caseId: string, asked: Enrolment): Promise<EnrolledDevice> {
  const { name, publicKey, body, person, roles } = asked;
  const enrolment = {
    v: 1,
    name,
    publicKey,
    body,
    roles,
    ...(person === undefined ? {} : { person }),
  };
  const answer = await postJson(`${recordOf(caseId)}/devices`, enrolment);
  return (answer as { readonly device: EnrolledDevice }).device;
}

/**
 * Sends signed entries, with files that they name: all of them are kept, or none. Sent again, they
 * get the receipts that they had.
 *
 * @param files - attachments, which entries name by their SHA-256: at most 20, each of at most 16 MiB,
 *   32 MiB in all. Those that the case has already need not come again.
 * @throws {CaseError} with the code of what is wrong, which entry (`at`), and what to do. On
 *   `unreachable`, and on `STORE_HELD` and `STORE_BUSY`, send the same once more later.
 */
export async function postEntries(
  caseId: string,
  entries: readonly Pick<SignedEntry, "envelope" | "label">[],
  files: readonly Uint8Array[] = [],
): Promise<Posted> {
  const path = `${recordOf(caseId)}/entries`;
  const body = {
    v: 1,
    entries: entries.map(({ envelope, label }) => ({ envelope: toBase64(envelope), label })),
  };
  if (files.length === 0) return (await postJson(path, body)) as Posted;
  const form = new FormData();
  form.set("entries", JSON.stringify(body));
  for (const bytes of files) form.append("file", new Blob([new Uint8Array(bytes)]));
  // The browser itself writes the content type, which names where one part ends.
  return (await askForJson(path, { method: "POST", body: form })) as Posted;
}

/**
 * Tells a browser's devices of a log the newest checkpoint, which what they sign from now on carries:
 * it shows that an entry was not made before. The server's word is taken for it; a checkpoint that is
 * none of the log's is refused when the entry comes in.
 */
export async function seeCheckpoint(
  database: DeviceDatabase,
  { place, checkpoint }: Pick<SigningStanding, "place" | "checkpoint">,
): Promise<void> {
  if (checkpoint === null) return;
  const writing = database.transaction("devices", "readwrite");
  const range = IDBKeyRange.bound([place.origin], [place.origin, []]);
  for (const device of await writing.store.getAll(range)) {
    if ((device.checkpoint?.size ?? 0) >= checkpoint.size) continue;
    await writing.store.put({ ...device, checkpoint });
  }
  await writing.done;
}
