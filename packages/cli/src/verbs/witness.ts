import { MisuseError } from "../io.ts";
import type { Verb } from "../verb.ts";

const HELP = `proviso witness add --key sweden.key --state sweden-state bundle/checkpoint --log-key KEY

Keeps watch over a log for someone else: cosigns each of its checkpoints that continues the one
before, and none that does not. A log that tells two parties two histories cannot get both cosigned.

  witness key NAME --key FILE
      makes a witness's key, unless the file is there, and prints its public half
  witness add --key FILE --state DIR [--log-key KEY] [--tiles DIR] [--out FILE] CHECKPOINT
      cosigns a checkpoint; the first time the log's key must be given. The proof that it continues
      what was cosigned before is made from the tiles beside it, or in --tiles. --out writes the
      checkpoint with the cosignature under it, for proviso checkpoint CASE --cosigned FILE
  witness show --state DIR
      the newest checkpoints that were cosigned
  witness compare --log-key KEY [--tiles DIR] [--out FILE] CHECKPOINT CHECKPOINT
      whether two checkpoints are of one history; where they are of two, --out writes the proof,
      which convinces anyone who has the log's key
  witness prove --log-key KEY FILE
      checks such a proof that somebody else gives

  --json             the documented shape, docs/cli-json.md

It ends with 0 where all is well, 1 where a checkpoint is not cosigned or two histories are found,
2 where the call is wrong.
`;

/** `proviso witness`: cosigns what continues, and shows what does not. */
export const witness: Verb = {
  help: HELP,
  run: async (args, io) => {
    const [act, ...rest] = args;
    switch (act) {
      case "key":
        return (await import("./witness/key.ts")).witnessKey(rest, io);
      case "add":
        return (await import("./witness/add.ts")).witnessAdd(rest, io);
      case "show":
        return (await import("./witness/show.ts")).witnessShow(rest, io);
      case "compare":
        return (await import("./witness/compare.ts")).witnessCompare(rest, io);
      case "prove":
        return (await import("./witness/prove.ts")).witnessProve(rest, io);
      default: {
        const what = act === undefined ? "witness does nothing alone." : `"${act}" is no act here.`;
        throw new MisuseError(what, "Write: witness key, add, show, compare or prove.");
      }
    }
  },
};
