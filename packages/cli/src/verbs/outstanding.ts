import { ASKING_OPTIONS, openAsked } from "../case/asked-case.ts";
import { FROM_HELP } from "../case/case-source.ts";
import { INQUIRY_HELP } from "../case/inquiry.ts";
import { SKIP_HELP } from "../case/judged-case.ts";
import { titlesOf } from "../case/titles.ts";
import { EXIT } from "../io.ts";
import { inquiryJson, remarksJson } from "../json/assessment-json.ts";
import { showMoment } from "../show/moment.ts";
import { showOutstanding } from "../show/outstanding.ts";
import { readCall, type Verb } from "../verb.ts";
import { noSuchNode } from "./explain.ts";

const HELP = `proviso outstanding cases/cuba-1962 removal --as-of "1962-11-03 20:44"

Says what it would take to verify a clause, or a node of its tree: the smallest sets of findings,
the nearest first, and what stands against them.

${INQUIRY_HELP}
${SKIP_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

/** `proviso outstanding`: what it would take. */
export const outstanding: Verb = {
  help: HELP,
  run: async (args, io) => {
    const call = readCall(args, ASKING_OPTIONS, ["CASE", "NODE"]);
    const [directory = "", node = ""] = call.words;
    const asked = await openAsked(directory, call.options, io);
    if (asked === null) return EXIT.found;
    const { judged, inquiry } = asked;
    const answer = judged.judge.outstanding(node, inquiry);
    if (answer === null) throw noSuchNode(node);
    if (call.options.json === true) {
      const json = { ...inquiryJson(judged, inquiry), outstanding: answer, ...remarksJson(judged) };
      io.out(`${JSON.stringify(json, null, 2)}\n`);
    } else {
      io.out(showMoment(io, judged, inquiry));
      const scene = { titleOf: titlesOf(judged) };
      io.out(showOutstanding(io, answer, scene));
    }
    return EXIT.ok;
  },
};
