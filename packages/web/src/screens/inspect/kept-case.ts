import type { CaseSummary, DevicesAnswer } from "@proviso/wire";
import type { CaseFiles } from "../../case/case-files.ts";
import { inspectDatabase, type KeptCase } from "./inspect-database.ts";

/** A case that this device keeps; `null` where it keeps none of that name. */
export async function keptCase(id: string): Promise<KeptCase | null> {
  return (await (await inspectDatabase()).get("cases", id)) ?? null;
}

/** The cases that this device keeps, by name. */
export async function keptCases(): Promise<readonly CaseSummary[]> {
  const all = await (await inspectDatabase()).getAll("cases");
  return all.map(({ id, files }) => ({
    id,
    title: files.case?.title ?? id,
    reconstructed: files.case?.reconstructed ?? false,
  }));
}

/** Keeps the files of a case as they came, and leaves what is known of its keys. */
export async function keepFiles(id: string, files: CaseFiles, now: number): Promise<KeptCase> {
  return change(id, (before) => ({
    standing: before?.standing ?? null,
    heardAt: before?.heardAt ?? null,
    id,
    files,
    keptAt: now,
  }));
}

/** Keeps what the server said of a case's keys and its newest checkpoint. */
export async function keepStanding(
  id: string,
  standing: DevicesAnswer | null,
  now: number,
): Promise<void> {
  const database = await inspectDatabase();
  const writing = database.transaction("cases", "readwrite");
  const before = await writing.store.get(id);
  if (before !== undefined) {
    const said = standing ?? before.standing;
    await writing.store.put({ ...before, standing: said, heardAt: now });
  }
  await writing.done;
}

async function change(
  id: string,
  make: (before: KeptCase | undefined) => KeptCase,
): Promise<KeptCase> {
  const database = await inspectDatabase();
  const writing = database.transaction("cases", "readwrite");
  const kept = make(await writing.store.get(id));
  await writing.store.put(kept);
  await writing.done;
  return kept;
}
