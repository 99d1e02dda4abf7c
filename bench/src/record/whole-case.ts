import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeEd25519, nodeHash, readMetadata } from "@proviso/record";
import { makeBundle, verifyBundle } from "@proviso/record/bundle";
import { bundleContentOf } from "@proviso/record/bundle-folder";
import { fsck } from "@proviso/record/fsck";
import { openKeys } from "@proviso/record/installation";
import { composeStored } from "@proviso/record/kept";
import { encodeText } from "@proviso/record/log";
import type { RecordStore } from "@proviso/record/store";
import { importCase } from "@proviso/record/writing";
import { observationOf } from "../judge/record.ts";
import type { Workload } from "../judge/workload.ts";
import { receivedAt, TERMS } from "./corpus.ts";

/** C6: what is done with a case as a whole; rates in entries a second. */
export interface WholeCase {
  readonly entries: number;
  /** A folder's entries, signed by the keeper, verified by the gate and kept. */
  readonly imported: number;
  /** The case in its store, every signature and everything beside it. */
  readonly checked: number;
  /** Its bundle, from its files alone. */
  readonly verified: number;
}

const FILES = new Map([
  [
    "case.json",
    encodeText(
      JSON.stringify({
        ...{ id: TERMS.case, title: "The bench", zone: "UTC", language: "en" },
        signatures: "none",
      }),
    ),
  ],
  ["agreement.proviso", encodeText("agreement bench\n")],
]);

/**
 * Imports a case, checks it in its store and verifies its bundle, by the functions behind
 * `proviso import case`, `fsck` and `verify`.
 *
 * @throws {Error} where anything is found: then nothing was measured.
 */
export async function benchWholeCase(
  store: RecordStore,
  workload: Workload,
  progress: (what: string) => void,
): Promise<WholeCase> {
  const entries = workload.eventFacts.length;
  const home = await mkdtemp(join(tmpdir(), "proviso-bench-import-"));
  try {
    progress(`C6: importing ${entries.toLocaleString("en")} entries`);
    const folder = await folderOf(workload);
    const options = { keys: openKeys(join(home, "keys")), now: () => receivedAt(entries) };
    const imported = await secondsOf(() => importCase(store, folder, options));
    progress("C6: fsck");
    const checked = await secondsOf(async () => {
      requireSound((await fsck(store, TERMS.case)).findings);
    });
    progress("C6: verifying a bundle");
    const content = await bundleContentOf(store, TERMS.case);
    const making = { ed25519: nodeEd25519, signer: null, hash: nodeHash };
    const files = await makeBundle(content, making);
    const verified = await secondsOf(async () => {
      const { findings } = await verifyBundle(files, { ed25519: nodeEd25519, hash: nodeHash });
      requireSound(findings.filter(({ code }) => code !== "list-unsigned"));
    });
    return {
      entries,
      imported: entries / imported,
      checked: entries / checked,
      verified: entries / verified,
    };
  } finally {
    await rm(home, { recursive: true });
  }
}

async function folderOf(workload: Workload) {
  const { metadata } = readMetadata(new TextDecoder().decode(FILES.get("case.json")), "case.json");
  if (metadata === null) throw new Error("The bench's case.json cannot be read.");
  const said = Array.from(workload.eventFacts, (_, event) => observationOf(workload, event));
  const stored = await composeStored(new Map(), said, TERMS.zone);
  return { metadata, agreement: TERMS.agreement, stored, files: FILES };
}

async function secondsOf(task: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await task();
  return (performance.now() - begun) / 1_000;
}

function requireSound(findings: readonly { readonly message: string }[]): void {
  const [first] = findings;
  if (first !== undefined) throw new Error(`A sound case was found fault with: ${first.message}`);
}
