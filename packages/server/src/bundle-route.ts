import { nodeEd25519, nodeHash } from "@proviso/record";
import { BundleError, makeBundle } from "@proviso/record/bundle";
import { bundleContentOf } from "@proviso/record/bundle-folder";
import { parseCheckpoint, parseNote } from "@proviso/record/log";
import type { Problem } from "@proviso/wire";
import { type Archive, bundleArchive } from "./bundle-archive.ts";
import { problemOf } from "./problem.ts";
import type { ServedRecords } from "./served-case.ts";

/** An archive of a whole record, and the name under which it is kept. */
export interface ServedBundle {
  readonly file: string;
  readonly archive: Archive;
}

/** One at a time: each is in memory whole, with every proof in it. */
let under: Promise<unknown> = Promise.resolve();
let waiting = 0;
const MOST_WAITING = 4;

/**
 * Brings together a bundle of a case, as `proviso export` does: what is under a label goes out as it
 * is kept, enciphered for its readers.
 */
export async function serveBundle(
  records: ServedRecords,
  name: string,
): Promise<ServedBundle | Problem> {
  if (waiting >= MOST_WAITING) {
    const busy = problemOf("server-busy", "Too many bundles are being made.", "Ask again later.");
    return { ...busy, retryAfter: 10 };
  }
  waiting += 1;
  const made = under.then(() => make(records, name));
  under = made.catch(() => undefined);
  return made.finally(() => {
    waiting -= 1;
  });
}

async function make({ store, logSigner }: ServedRecords, name: string) {
  const record = await store.record(name, { labels: [] });
  const newest = await record.newestCheckpoint();
  if ((newest?.size ?? 0) < (await record.size())) return behind(name);
  const content = await bundleContentOf(store, name);
  const signer = (await logSigner?.(record)) ?? null;
  try {
    const files = await makeBundle(content, { ed25519: nodeEd25519, signer, hash: nodeHash });
    const { size } = parseCheckpoint(parseNote(content.note).text);
    const folder = `${name.replaceAll(/[^\p{L}\p{N}-]/gu, "-")}-bundle`;
    const archive = bundleArchive(folder, files, new Date());
    if (archive === null) return tooLarge(name);
    return { file: `${folder}-${size}.zip`, archive };
  } catch (cause) {
    if (!(cause instanceof BundleError)) throw cause;
    return problemOf("bundle-impossible", cause.message, cause.remedy);
  }
}

function behind(name: string): Problem {
  const title = "Entries came after the newest checkpoint: no signed head is over all of it.";
  return problemOf("bundle-impossible", title, `Sign one: proviso checkpoint ${name}.`);
}

function tooLarge(name: string): Problem {
  const title = "The record has more files than an archive holds.";
  return problemOf("bundle-impossible", title, `Write a folder: proviso export ${name} --out DIR.`);
}
