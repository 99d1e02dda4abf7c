import { toBase64 } from "@proviso/record/log";
import type {
  DevicesAnswer,
  EnrolledDevice,
  EnrolmentAnswer,
  EnrolmentBody,
  EntriesBody,
  ReceiptsAnswer,
} from "@proviso/wire";
import { askForJson, postJson } from "../../../case/http.ts";
import type { DeviceDatabase, SignedEntry } from "./device-database.ts";

const recordOf = (caseId: string) => `/api/cases/${encodeURIComponent(caseId)}/record`;

/** What a device needs to sign for a case, and the devices that are enrolled. */
export async function getDevices(caseId: string): Promise<DevicesAnswer> {
  return (await askForJson(`${recordOf(caseId)}/devices`)) as DevicesAnswer;
}

/**
 * Has the installation's keeper enrol a device: on this machine, with the embedded store. Asked
 * twice, it is enrolled once.
 *
 * @throws {CaseError} `enrolment-elsewhere`, with the command that enrols it; or why the key may not
 *   be: `key-name-taken`, `key-in-use`, `key-unsound`
 */
export async function enrolDevice(
  caseId: string,
  asked: Omit<EnrolmentBody, "v">,
): Promise<EnrolledDevice> {
  const { name, publicKey, body, person, roles } = asked;
  const enrolment: EnrolmentBody = {
    v: 1,
    name,
    publicKey,
    body,
    roles,
    ...(person === undefined ? {} : { person }),
  };
  const answer = await postJson(`${recordOf(caseId)}/devices`, enrolment);
  return (answer as EnrolmentAnswer).device;
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
): Promise<ReceiptsAnswer> {
  const path = `${recordOf(caseId)}/entries`;
  const body: EntriesBody = {
    v: 1,
    entries: entries.map(({ envelope, label }) => ({ envelope: toBase64(envelope), label })),
  };
  if (files.length === 0) return (await postJson(path, body)) as ReceiptsAnswer;
  const form = new FormData();
  form.set("entries", JSON.stringify(body));
  for (const bytes of files) form.append("file", new Blob([new Uint8Array(bytes)]));
  // The browser itself writes the content type, which names where one part ends.
  return (await askForJson(path, { method: "POST", body: form })) as ReceiptsAnswer;
}

/**
 * Tells a browser's devices of a log the newest checkpoint, which what they sign from now on carries:
 * it shows that an entry was not made before. The server's word is taken for it; a checkpoint that is
 * none of the log's is refused when the entry comes in.
 */
export async function seeCheckpoint(
  database: DeviceDatabase,
  { place, checkpoint }: Pick<DevicesAnswer, "place" | "checkpoint">,
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
