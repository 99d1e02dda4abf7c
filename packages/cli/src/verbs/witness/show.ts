import { openWitnessFolder } from "@proviso/record/heads";
import { formatNoteKey, toHex } from "@proviso/record/log";
import { EXIT, type ExitCode, type Io } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import { readCall } from "../../verb.ts";
import { required } from "./key.ts";

/** `proviso witness show`: the newest checkpoint of each log that was cosigned. */
export async function witnessShow(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { state: { type: "string" }, json: { type: "boolean" } } as const;
  const { options: typed } = readCall(args, options, []);
  const shown = await openWitnessFolder(required(typed.state, "--state")).shown();
  if (typed.json === true) {
    const logs = shown.map(({ origin, size, root, note, log }) => {
      return { origin, size, root: toHex(root), key: formatNoteKey(log), checkpoint: note };
    });
    io.out(`${JSON.stringify({ v: JSON_VERSION, logs }, null, 2)}\n`);
  } else if (shown.length === 0) io.out("Nothing was cosigned yet.\n");
  else io.out(shown.map(({ note }) => note).join("\n"));
  return EXIT.ok;
}
