import { editionOfAll, id } from "@proviso/core";
import { ASKING_OPTIONS, openAsked } from "../case/asked-case.ts";
import { FROM_HELP } from "../case/case-source.ts";
import { INQUIRY_HELP } from "../case/inquiry.ts";
import { type JudgedCase, SKIP_HELP } from "../case/judged-case.ts";
import { titlesOf } from "../case/titles.ts";
import { EXIT, MisuseError } from "../io.ts";
import { accountJson } from "../json/account-json.ts";
import { inquiryJson, remarksJson } from "../json/assessment-json.ts";
import { showAccount } from "../show/account.ts";
import { showMoment } from "../show/moment.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso account cases/cuba-1962 missiles --as-of "1962-11-09 18:00" --known-at "1962-11-09 18:00"

Says where every one of an item is and how that is known: what is declared, amended and estimated,
the balance with what is unaccounted for, by stage and place, ship by ship, and whether they are
the same ones. It accounts for what was seen by anyone; what a requirement accepts of it is for
"proviso assess" to say.

${INQUIRY_HELP}  --for LABELS       for those who may see these labels, with commas; "" for everyone
${SKIP_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

/** `proviso account`: where every one of an item is (T8, T30). */
export const account: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = { ...ASKING_OPTIONS, for: { type: "string" } } as const;
    const call = readCall(args, options, ["CASE", "ITEM"]);
    const [directory = "", item = ""] = call.words;
    const asked = await openAsked(directory, call.options, io);
    if (asked === null) return EXIT.found;
    const { judged, inquiry } = asked;
    const found = judged.judge.account(id(item), inquiry);
    if (found === null) throw noSuchItem(judged, item);
    if (call.options.json === true) {
      const answer = {
        ...inquiryJson(judged, inquiry),
        account: accountJson(found, judged.metadata.zone),
        ...remarksJson(judged),
      };
      io.out(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      const scene = { zone: judged.metadata.zone, titleOf: titlesOf(judged) };
      io.out(showMoment(io, judged, inquiry));
      io.out(showAccount(io, found, scene));
    }
    return EXIT.ok;
  },
};

function noSuchItem({ texts }: JudgedCase, typed: string): MisuseError {
  const declared = [...(editionOfAll(texts)?.declarations.values() ?? [])];
  const items = declared.flatMap(({ declaration }) =>
    declaration.kind === "item" ? [declaration.id] : [],
  );
  const remedy = items.length === 0 ? "Its texts declare no item." : `Items: ${items.join(", ")}.`;
  return new MisuseError(`The texts in force then declare no item "${typed}".`, remedy);
}
