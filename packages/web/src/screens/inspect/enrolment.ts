import type { DevicesAnswer } from "@proviso/wire";
import { CaseError } from "../../case/http.ts";
import { inspectWords } from "../../say/words-inspect.ts";
import { devicesOf, makeDevice } from "./device/device.ts";
import { openDeviceDatabase } from "./device/device-database.ts";
import { DeviceError } from "./device/device-error.ts";
import { enrolDevice } from "./device/record-writes.ts";
import type { Trouble } from "./item.ts";
import { troubleOf } from "./sending.ts";

/** Who a key is to sign for. */
export interface EnrolmentForm {
  readonly name: string;
  readonly person: string;
  readonly body: string;
  readonly role: "observer" | "host";
}

/** What is wrong with the form; `null` where nothing is. */
export function enrolmentFault({ name, person, body }: EnrolmentForm): string | null {
  const words = inspectWords.signers;
  const isName = /^[A-Za-z0-9][\w.-]{0,59}$/;
  if (!isName.test(name)) return words.nameBad;
  if (person.trim() === "") return inspectWords.problem.missing(words.person);
  // A record names people and keys as it names everything else.
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,119}$/u.test(person.trim())) return words.personBad;
  return body === "" ? inspectWords.problem.missing(words.body) : null;
}

/**
 * Makes a key in this browser, where it has none of the name, and has it enrolled. Asked again after
 * it was cut off, it goes on with the key that it had made.
 *
 * @returns why it is not enrolled, and `null` where it is, or where this server leaves it to others
 */
export async function enrol(
  { place, enrols }: DevicesAnswer,
  { name, person, body, role }: EnrolmentForm,
): Promise<Trouble | null> {
  const devices = await openDeviceDatabase();
  try {
    const held = (await devicesOf(devices, place.origin)).find((one) => one.name === name);
    const device = held ?? (await makeDevice(devices, name, place));
    if (!enrols) return null;
    const { publicKey } = device;
    await enrolDevice(place.case, { name, publicKey, body, person: person.trim(), roles: [role] });
    return null;
  } catch (cause) {
    if (cause instanceof DeviceError) {
      return { code: cause.code, message: cause.message, remedy: cause.remedy };
    }
    if (cause instanceof CaseError) return troubleOf(cause);
    throw cause;
  } finally {
    devices.close();
  }
}

/** The command by which the keeper enrols a key that was made elsewhere. */
export function enrolCommand(
  caseId: string,
  { name, person, body, role }: EnrolmentForm,
  publicKey: string,
): string {
  const who = `--body ${body || "BODY"} --person ${JSON.stringify(person || "PERSON")}`;
  return `proviso keys ${caseId} enrol ${name} ${who} --as ${role} --public ${publicKey}`;
}
