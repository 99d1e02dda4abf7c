import { beforeAll, describe, expect, test } from "vitest";
import {
  COLLEAGUE,
  type Draft,
  enrolment,
  entryOf,
  HOST,
  INSPECTOR,
  INSPECTOR_SPARE,
  KEEPER,
  report,
  SignedRecord,
  signer,
} from "../../testing/envelope/signed-record.ts";
import { answerFault, signingOf } from "./countersign.ts";
import type { Accepted } from "./verify.ts";

const DEPUTY = signer("liaison-3");

let record: SignedRecord;
let inspection: Accepted;

beforeAll(async () => {
  record = await SignedRecord.founded();
  const holder = { body: "Belmar", person: "deputy-liaison", roles: ["host"] };
  const entry = enrolment("K-9", DEPUTY, holder);
  await record.append({ entry, by: KEEPER, role: "keeper" });
  const draft: Draft = { entry: report("O-1"), by: INSPECTOR, role: "observer" };
  inspection = await record.append({ ...draft, with: [COLLEAGUE] });
});

/** An answer as it would be signed now, verified and not yet kept. */
async function answered(
  kind: "countersignature" | "remark" | "refusal",
  by = HOST,
  fields: Readonly<Record<string, unknown>> = {},
  position?: number,
): Promise<Accepted> {
  const words =
    kind === "remark" ? { text: "at noon" } : kind === "refusal" ? { reason: "no" } : {};
  const entry = entryOf({
    id: "C-1",
    kind,
    of: "O-1",
    digest: inspection.digest,
    ...words,
    ...fields,
  });
  const role = by === HOST || by === DEPUTY ? "host" : "observer";
  const place = position === undefined ? {} : { position };
  const verified = await record.verify({ entry, by, role, place });
  if (!verified.ok) throw new Error(verified.rejection.message);
  return verified.accepted;
}

/** The code with which an answer to the inspection is refused, or `null`. */
const faultOf = (answer: Accepted, to: Accepted | null = inspection) =>
  answerFault(answer, to)?.rejection.code ?? null;

const at = (answer: Accepted, position: number): Accepted => ({ ...answer, position });

describe("an inspection report", () => {
  test("is signed by its inspectors before anyone answers", () => {
    const signing = signingOf(inspection, []);
    expect(signing.signers.map(({ person }) => person)).toEqual(["inspector-7", "inspector-9"]);
    expect(signing.host).toBe("silent");
  });

  test("is countersigned by the host's representative", async () => {
    const signing = signingOf(inspection, [await answered("countersignature")]);
    expect(signing.host).toBe("signed");
    expect(signing.answers[0]).toMatchObject({ by: { name: "liaison-2" }, role: "host" });
  });

  test("is refused by the host's representative, which is evidence too", async () => {
    const refusal = await answered("refusal", HOST, { reason: "The count includes trailers." });
    const signing = signingOf(inspection, [refusal]);
    expect(signing.host).toBe("refused");
    expect(signing.answers[0]?.entry).toMatchObject({ reason: "The count includes trailers." });
  });

  test("takes remarks of either side, which sign for nothing", async () => {
    const remarks = [await answered("remark"), await answered("remark", INSPECTOR)];
    const signing = signingOf(inspection, remarks);
    expect(signing.answers.map(({ role }) => role)).toEqual(["host", "observer"]);
    expect(signing.host).toBe("silent");
  });

  test("keeps every answer; the last of each person counts", async () => {
    const here = record.accepted.length;
    const [refusal, consent] = [await answered("refusal"), await answered("countersignature")];
    const later = [at(consent, here + 1), at(refusal, here)];
    const signing = signingOf(inspection, later);
    expect(signing.answers.map(({ entry }) => entry.kind)).toEqual(["refusal", "countersignature"]);
    expect(signing.host).toBe("signed");
    expect(signingOf(inspection, [at(refusal, here + 2), ...later]).host).toBe("refused");
  });

  test("stays refused while one of two representatives refuses", async () => {
    const consent = await answered("countersignature", DEPUTY);
    const refusal = at(await answered("refusal"), consent.position + 1);
    expect(signingOf(inspection, [refusal, consent]).host).toBe("refused");
  });
});

describe("an answer", () => {
  test("is to the bytes that were signed, and to no other", async () => {
    const other = await answered("countersignature", HOST, { digest: "ab".repeat(32) });
    expect(faultOf(other)).toBe("answers-other-content");
    const misnamed = await answered("countersignature", HOST, { of: "O-2" });
    expect(faultOf(misnamed)).toBe("answers-other-content");
    expect(signingOf(inspection, [other, misnamed]).answers).toEqual([]);
  });

  test("is to an entry that comes before it", async () => {
    const answer = await answered("countersignature");
    expect(faultOf(answer, null)).toBe("answers-nothing");
    expect(faultOf(at(answer, inspection.position))).toBe("answers-nothing");
    expect(faultOf(answer)).toBeNull();
  });

  test("is not a second signature of who signed already, with whatever key", async () => {
    for (const by of [INSPECTOR, COLLEAGUE, INSPECTOR_SPARE]) {
      expect(faultOf(await answered("countersignature", by))).toBe("answers-own-entry");
      expect(faultOf(await answered("refusal", by))).toBe("answers-own-entry");
      expect(faultOf(await answered("remark", by))).toBeNull();
    }
  });

  test("is what a report is not", () => {
    expect(faultOf(inspection)).toBeNull();
    expect(signingOf(inspection, [inspection]).answers).toEqual([]);
  });
});
