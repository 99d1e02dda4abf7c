import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { nodeHash } from "@proviso/record";
import { readBundleFolder } from "@proviso/record/bundle-folder";
import { openWitnessFolder, prefixFromTiles } from "@proviso/record/heads";
import { decodeText, parseCheckpoint, parseNote } from "@proviso/record/log";
import { EXIT, type ExitCode, type Io, MisuseError } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import { readNotes } from "../../store/heads.ts";
import { readCall } from "../../verb.ts";
import { refusable } from "../checkpoint.ts";
import { keyOrMisuse, logOrMisuse } from "../verify.ts";
import { readWitnessKey, required } from "./key.ts";

/** `proviso witness add`: cosigns a checkpoint that continues what was cosigned before. */
export async function witnessAdd(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = {
    key: { type: "string" },
    state: { type: "string" },
    "log-key": { type: "string" },
    tiles: { type: "string" },
    out: { type: "string" },
    json: { type: "boolean" },
  } as const;
  const { words, options: typed } = readCall(args, options, ["CHECKPOINT"]);
  const [path = ""] = words;
  const held = await readWitnessKey(required(typed.key, "--key"));
  const folder = openWitnessFolder(required(typed.state, "--state"));
  const [note = new Uint8Array()] = await readNotes([path]);
  const { origin, size } = logOrMisuse(() => parseCheckpoint(parseNote(note).text));
  if (typed["log-key"] !== undefined) await folder.trust(keyOrMisuse(typed["log-key"]));
  else if ((await folder.logKey(origin)) === null) {
    const message = `The log ${origin} is not witnessed here yet.`;
    throw new MisuseError(message, "Give its key, as you had it from elsewhere: --log-key KEY.");
  }
  return refusable(io, origin, typed.json === true, async () => {
    const answer = await folder.add({
      held,
      note,
      seconds: Math.floor(io.now() / 1000),
      prove: async (oldSize) => {
        const { files } = await readBundleFolder(typed.tiles ?? dirname(path));
        return prefixFromTiles(files, size, oldSize, nodeHash).proof;
      },
    });
    const isCosigned = answer.status === 200;
    if (isCosigned && typed.out !== undefined) {
      await writeFile(typed.out, `${decodeText(note)}${answer.body}`, { flag: "wx" });
    }
    if (typed.json === true) {
      const { status, body } = answer;
      const said = { v: JSON_VERSION, origin, size, cosigned: isCosigned, status, answer: body };
      io.out(`${JSON.stringify(said, null, 2)}\n`);
    } else if (isCosigned) io.out(answer.body);
    else io.err(`Not cosigned (${answer.status}): ${wordsOf(answer)}`);
    return isCosigned ? EXIT.ok : EXIT.found;
  });
}

function wordsOf({ status, body }: { readonly status: number; readonly body: string }): string {
  if (status !== 409) return body;
  return `a checkpoint of ${body.trim()} entries was cosigned before. It is never gone back.\n`;
}
