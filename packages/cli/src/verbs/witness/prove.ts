import { nodeEd25519 } from "@proviso/record";
import { MAX_NOTE_BYTES, noteVerifier, verifyEquivocation } from "@proviso/record/log";
import { EXIT, type ExitCode, type Io } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import { readShort } from "../../store/heads.ts";
import { readCall } from "../../verb.ts";
import { keyOrMisuse, logOrMisuse } from "../verify.ts";
import { required } from "./key.ts";

/** `proviso witness prove`: checks a proof that a log told two histories. */
export async function witnessProve(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { "log-key": { type: "string" }, json: { type: "boolean" } } as const;
  const { words, options: typed } = readCall(args, options, ["FILE"]);
  const key = keyOrMisuse(required(typed["log-key"], "--log-key"));
  const file = await readShort(words[0] ?? "", 3 * MAX_NOTE_BYTES);
  const proof = await verifyEquivocation(file, [noteVerifier(key, nodeEd25519)]).catch(
    (error: unknown) =>
      logOrMisuse<never>(() => {
        throw error;
      }),
  );
  const { origin, older, newer } = proof;
  const sizes = [older.size, newer.size];
  const answer = { v: JSON_VERSION, origin, sizes, history: "two" };
  io.out(
    typed.json === true
      ? `${JSON.stringify(answer, null, 2)}\n`
      : `It is proven: ${origin} signed two histories, at ${sizes.join(" and ")} entries.\n`,
  );
  return EXIT.found;
}
