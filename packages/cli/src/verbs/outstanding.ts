import { FROM_HELP, FROM_OPTIONS } from "../case/case-source.ts";
import { INQUIRY_HELP, INQUIRY_OPTIONS, readInquiry } from "../case/inquiry.ts";
import { openToJudge, SKIP_HELP } from "../case/judged-case.ts";
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
    const options = {
      ...FROM_OPTIONS,
      ...INQUIRY_OPTIONS,
      json: { type: "boolean" },
      "skip-invalid": { type: "boolean" },
    } as const;
    const call = readCall(args, options, ["CASE", "NODE"]);
    const [directory = "", node = ""] = call.words;
    const judged = await openToJudge(
      directory,
      call.options["skip-invalid"] === true,
      io,
      call.options,
    );
    if (judged === null) return EXIT.found;
    const inquiry = readInquiry(judged, call.options, io.now());
    const answer = judged.judge.outstanding(node, inquiry);
    if (answer === null) throw noSuchNode(node);
    if (call.options.json === true) {
      const json = { ...inquiryJson(judged, inquiry), outstanding: answer, ...remarksJson(judged) };
      io.out(`${JSON.stringify(json, null, 2)}\n`);
    } else {
      io.out(showMoment(io, judged, inquiry));
      io.out(showOutstanding(io, answer));
    }
    return EXIT.ok;
  },
};
