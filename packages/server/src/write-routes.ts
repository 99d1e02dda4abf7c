import type { EnrolmentAnswer, EnrolmentBody, EntriesBody, Problem } from "@proviso/wire";
import { deviceJsonOf, devicesJson, enrolmentOf } from "./devices.ts";
import { problemOfOutcome, readPosted, receiptsOf } from "./posted-entries.ts";
import { problemOf, refusalOf } from "./problem.ts";
import type { RecordAnswer } from "./record-routes.ts";
import { type CaseSource, type ServedRecords, unsigned } from "./served-case.ts";

/** Takes signed entries, all of a request or none. */
export async function postEntries(
  source: CaseSource,
  body: EntriesBody,
  files: readonly Uint8Array[],
): Promise<RecordAnswer> {
  const { records } = source;
  if (records === null) return problem(unsigned());
  if (records.writer === null) return problem(readOnly(source.id));
  const posted = readPosted(body, files);
  if ("code" in posted) return problem(posted);
  const outcome = await records.writer(source.id).post(posted).catch(refusal);
  if ("code" in outcome) return problem(outcome);
  if (outcome.kind === "refused") {
    const found = problemOfOutcome(outcome, posted);
    if (found === null) throw outcome.cause;
    return problem(found);
  }
  if (outcome.kind === "nothing") throw new Error("What is posted is something to keep.");
  const isNew = outcome.receipts.some(({ isRepeat }) => !isRepeat);
  const record = await records.store.record(source.id, EVERYONE);
  return { kind: "json", value: await receiptsOf(outcome, record), status: isNew ? 201 : 200 };
}

const EVERYONE = { labels: [] };

/** Has the keeper's key enrol a device. */
export async function enrolDevice(source: CaseSource, body: EnrolmentBody): Promise<RecordAnswer> {
  const { records, id } = source;
  if (records === null) return problem(unsigned());
  if (records.writer === null) return problem(readOnly(id));
  if (!records.enrols) return problem(elsewhere(id, body));
  const writing = records.writer(id).signAsKeeper((state) => enrolmentOf(body, state));
  const outcome = await writing.catch(refusal);
  if ("code" in outcome) return problem(outcome);
  if (outcome.kind === "refused") {
    const found = refusalOf(outcome.cause);
    if (found === null) throw outcome.cause;
    return problem(found);
  }
  const device = deviceJsonOf(await records.reading.read(id), body.name);
  if (device === null) throw new Error(`The device ${body.name} was enrolled and is not there.`);
  if (outcome.kind === "nothing")
    return { kind: "json", value: { v: 1, device } satisfies EnrolmentAnswer };
  const receipts = await receiptsOf(outcome, await records.store.record(id, EVERYONE));
  return { kind: "json", value: { device, ...receipts } satisfies EnrolmentAnswer, status: 201 };
}

/** What devices need to sign, or one of them. */
export async function readDevices(
  records: ServedRecords,
  id: string,
  name: string | null,
): Promise<RecordAnswer> {
  const read = await records.reading.read(id);
  if (name === null) {
    const enrols = records.enrols && records.writer !== null;
    return { kind: "json", value: await devicesJson(read, enrols) };
  }
  const device = deviceJsonOf(read, name);
  if (device !== null) return { kind: "json", value: { v: 1, device } };
  const detail = "Have the keeper enrol it; GET …/record/devices lists those that are.";
  return problem(problemOf("device-unknown", "No device of this name may sign.", detail));
}

function refusal(cause: unknown): Problem {
  const found = refusalOf(cause);
  if (found === null) throw cause;
  return found;
}

function problem(found: Problem): RecordAnswer {
  return { kind: "problem", problem: found };
}

function readOnly(id: string): Problem {
  const detail = `Use proviso record ${id}, or start the server on a store that it may write to.`;
  return problemOf("record-read-only", "Nothing is written to this case here.", detail);
}

function elsewhere(id: string, { name, publicKey, body, person, roles }: EnrolmentBody): Problem {
  const held = [`--body ${body}`, `--person ${person ?? name}`];
  const as = roles.map((role) => `--as ${role}`);
  const command = ["proviso keys", id, "enrol", name, ...held, ...as, "--public", publicKey];
  return problemOf(
    "enrolment-elsewhere",
    "This server enrols no devices: its keeper does, where the keeper's key is.",
    `There: ${command.join(" ")}`,
  );
}
