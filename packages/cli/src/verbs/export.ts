import { nodeEd25519, nodeHash } from "@proviso/record";
import { BundleError, makeBundle } from "@proviso/record/bundle";
import { bundleContentOf, writeBundleFolder } from "@proviso/record/bundle-folder";
import { EXIT, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import { headsOf, logSignerFor, requireKept } from "../store/heads.ts";
import { STORE_HELP, STORE_OPTIONS, withStoreThere } from "../store/place.ts";
import { readCall, type Verb } from "../verb.ts";
import { headSigned, refusable } from "./checkpoint.ts";

const HELP = `proviso export cuba-1962 --out cuba-1962-bundle

Writes the whole record of a case as a folder that anyone can check, offline and without Proviso:
entries, leaves, the newest checkpoint, proofs, public keys, texts, and a README that says how.
Entries under a label go out as they are kept, encrypted for their readers.

  --out DIR          the folder; it must not be there yet, or be empty
${STORE_HELP}  --json             the documented shape, docs/cli-json.md

It ends with 0 where it is written, 1 where the record may not be signed, 2 where the call is wrong.

proviso export xlsform CASE [PROTOCOL] --out FILE.xlsx

What the agreement asks of inspectors, as a form: proviso export xlsform --help says more.
`;

/** `proviso export`: a bundle that verifies offline. */
export const exportCase: Verb = {
  help: HELP,
  parts: { xlsform: async () => (await import("./export/xlsform.ts")).exportXlsForm },
  run: async (args, io) => {
    const options = {
      ...STORE_OPTIONS,
      out: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["CASE"]);
    const name = requireKept(words[0] ?? "");
    const { out } = typed;
    if (out === undefined) throw new MisuseError("--out is missing.", "Write: CASE --out DIR.");
    const isJson = typed.json === true;
    return withStoreThere(typed.store, async (opened) =>
      refusable(io, name, isJson, async () => {
        const record = await opened.store.record(name, { labels: [] });
        const signer = await logSignerFor(opened, record);
        // Where the log's key is here the newest head is signed first, unless it was rolled back.
        if (signer !== null) await headSigned(opened, name, [], null);
        const content = await bundleContentOf(opened.store, name);
        const files = await bundleOrMisuse(async () => {
          const made = await makeBundle(content, { ed25519: nodeEd25519, signer, hash: nodeHash });
          await writeBundleFolder(out, made);
          return made;
        });
        if (signer !== null) await headsOf(opened).remember(record.origin, content.note);
        const entries = content.leaves.length;
        const answer = {
          case: name,
          origin: record.origin,
          entries,
          files: files.size,
          folder: out,
        };
        io.out(
          isJson
            ? `${JSON.stringify({ v: JSON_VERSION, ...answer, signed: signer !== null }, null, 2)}\n`
            : `${entries} entries of ${name} in ${files.size} files: ${out}\n` +
                `Check it: proviso verify ${out}   or: node ${out}/check.mjs ${out}\n`,
        );
        return EXIT.ok;
      }),
    );
  },
};

async function bundleOrMisuse<Done>(make: () => Promise<Done>): Promise<Done> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof BundleError) throw new MisuseError(error.message, error.remedy);
    throw error;
  }
}
