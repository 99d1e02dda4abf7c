import { beforeAll, describe, expect, test } from "vitest";
import {
  COLLEAGUE,
  type Draft,
  entryOf,
  HOST,
  INSPECTOR,
  INSPECTOR_SPARE,
  report,
  SignedRecord,
} from "../../testing/envelope/signed-record.ts";
import { answerFault } from "./countersign.ts";
import type { Accepted } from "./verify.ts";

let record: SignedRecord;
let inspection: Accepted;

beforeAll(async () => {
  record = await SignedRecord.founded();
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
  const role = by === HOST ? "host" : "observer";
  const place = position === undefined ? {} : { position };
  const verified = await record.verify({ entry, by, role, place });
  if (!verified.ok) throw new Error(verified.rejection.message);
  return verified.accepted;
}

/** The code with which an answer to the inspection is refused, or `null`. */
const faultOf = (answer: Accepted, to: Accepted | null = inspection) =>
  answerFault(answer, to)?.rejection.code ?? null;

const at = (answer: Accepted, position: number): Accepted => ({ ...answer, position });

describe("an answer", () => {
  test("is to the bytes that were signed, and to no other", async () => {
    const other = await answered("countersignature", HOST, { digest: "ab".repeat(32) });
    expect(faultOf(other)).toBe("answers-other-content");
    const misnamed = await answered("countersignature", HOST, { of: "O-2" });
    expect(faultOf(misnamed)).toBe("answers-other-content");
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
  });
});
