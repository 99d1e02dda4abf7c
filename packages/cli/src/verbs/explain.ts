import { ASKING_OPTIONS, openAsked } from "../case/asked-case.ts";
import { FROM_HELP } from "../case/case-source.ts";
import { INQUIRY_HELP } from "../case/inquiry.ts";
import { SKIP_HELP } from "../case/judged-case.ts";
import { EXIT, MisuseError } from "../io.ts";
import { inquiryJson, remarksJson } from "../json/assessment-json.ts";
import { explanationJson } from "../json/explanation-json.ts";
import { MOST_LISTED } from "../reasons-page.ts";
import { showExplanation } from "../show/explanation.ts";
import { showMoment } from "../show/moment.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso explain cases/cuba-1962 removal --as-of "1962-11-03 20:44"

Says why a verdict is what it is: the tree from a clause, or from a node of its tree (removal/1/2),
down to the observations, which of them count and which do not and why, and to the passages.

${INQUIRY_HELP}
${SKIP_HELP}${FROM_HELP}  --full             each place and party by itself, also where nothing is reported of it
  --all              every report of a matter; otherwise, where there are more than ${MOST_LISTED}, those that
                     speak first, and how many are left out
  --json             the documented shape, docs/cli-json.md
`;

/** `proviso explain`: from a verdict down to observations and passages. */
export const explain: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...ASKING_OPTIONS,
      full: { type: "boolean" },
      all: { type: "boolean" },
    } as const;
    const call = readCall(args, options, ["CASE", "NODE"]);
    const [directory = "", node = ""] = call.words;
    const asked = await openAsked(directory, call.options, io);
    if (asked === null) return EXIT.found;
    const { judged, inquiry } = asked;
    const explanation = judged.judge.explain(node, inquiry);
    if (explanation === null) throw noSuchNode(node);
    const { zone } = judged.metadata;
    const isAll = call.options.all === true;
    if (call.options.json === true) {
      const answer = {
        ...inquiryJson(judged, inquiry),
        explanation: explanationJson(explanation, zone, isAll),
        ...remarksJson(judged),
      };
      io.out(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      io.out(`${showMoment(io, judged, inquiry)}\n`);
      io.out(showExplanation(io, explanation, zone, { isFull: call.options.full === true, isAll }));
    }
    return EXIT.ok;
  },
};

/** What to say where no clause or node of a name is in force at the moment asked about. */
export function noSuchNode(node: string): MisuseError {
  return new MisuseError(
    `There is no clause or node "${node}" at that moment.`,
    "Write a clause's id as assess shows it, or one of its nodes as explain does: removal/1/2.",
  );
}
