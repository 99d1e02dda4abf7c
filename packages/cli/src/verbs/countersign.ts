import { entryId, type Instant } from "@proviso/core";
import type { Answer } from "@proviso/record";
import { FROM_HELP, FROM_OPTIONS } from "../case/case-source.ts";
import { EXIT, MisuseError } from "../io.ts";
import { authorOf, SIGNING_HELP, SIGNING_OPTIONS, withHeldCase } from "../store/kept-store.ts";
import { sayKept } from "../store/say-kept.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso countersign ford-2031 O-0012 --key host-1

Signs for an entry that somebody else signed: over the very bytes, under a key of one's own. Instead
of signing one may remark on it, or refuse to sign, which is itself evidence.

${SIGNING_HELP}  --remark TEXT      add a signed remark
  --refuse REASON    refuse to sign, with the reason
  --id ID            the id of the new entry (default: made from that of ENTRY)
${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

/** `proviso countersign`: a countersignature, a signed remark, or a refusal to sign. */
export const countersign: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...FROM_OPTIONS,
      ...SIGNING_OPTIONS,
      remark: { type: "string" },
      refuse: { type: "string" },
      id: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["CASE", "ENTRY"]);
    const [name = "", of = ""] = words;
    if (typed.remark !== undefined && typed.refuse !== undefined) {
      throw new MisuseError("One either remarks or refuses.", "Make two calls.");
    }
    return withHeldCase(name, typed, io, async (held) => {
      const answered = held.kept.entries.find(({ said }) => said?.statement.entry.id === of);
      if (answered === undefined || answered.said === null) {
        throw new MisuseError(
          `There is no entry ${of} that can be read here.`,
          "Name another one.",
        );
      }
      const author = await authorOf(held, typed);
      const entry: Answer = {
        id: entryId(typed.id ?? `${of}.${held.writing.size()}`),
        known: io.now() as Instant,
        of: entryId(of),
        digest: answered.said.digest,
        ...answerOf(typed.remark, typed.refuse),
      };
      const draft = { entry, label: null, stated: null, key: `answer-${entry.id}`, series: null };
      const kept = await held.writing.append([draft], author);
      sayKept(io, name, [entry], kept, typed.json === true);
      return EXIT.ok;
    });
  },
};

type Said =
  | { readonly kind: "countersignature" }
  | { readonly kind: "remark"; readonly text: string }
  | { readonly kind: "refusal"; readonly reason: string };

function answerOf(remark: string | undefined, refuse: string | undefined): Said {
  if (remark !== undefined) return { kind: "remark", text: remark };
  if (refuse !== undefined) return { kind: "refusal", reason: refuse };
  return { kind: "countersignature" };
}
