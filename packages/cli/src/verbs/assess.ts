import { ASKING_OPTIONS, openAsked } from "../case/asked-case.ts";
import { FROM_HELP } from "../case/case-source.ts";
import { INQUIRY_HELP } from "../case/inquiry.ts";
import { SKIP_HELP } from "../case/judged-case.ts";
import { EXIT } from "../io.ts";
import { assessmentJson } from "../json/assessment-json.ts";
import { showAssessment } from "../show/assessment.ts";
import { showMoment, showTexts } from "../show/moment.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso assess cases/cuba-1962 --as-of "1962-11-03 20:44" --known-at "1962-11-03 20:44"

Says where everything stands in a case: each question, undertaking, assurance, measure and option,
with its value, its finding in words, its status, how fresh it is and what is outstanding.

${INQUIRY_HELP}
${SKIP_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

/** `proviso assess`: where everything stands, as of a moment, as known at a moment (T3). */
export const assess: Verb = {
  help: HELP,
  run: async (args, io) => {
    const call = readCall(args, ASKING_OPTIONS, ["CASE"]);
    const [directory = ""] = call.words;
    const asked = await openAsked(directory, call.options, io);
    if (asked === null) return EXIT.found;
    const { judged, inquiry } = asked;
    const assessment = judged.judge.assess(inquiry);
    if (call.options.json === true) {
      io.out(`${JSON.stringify(assessmentJson(judged, inquiry, assessment), null, 2)}\n`);
    } else {
      io.out(showMoment(io, judged, inquiry));
      io.out(showTexts(io, inquiry, assessment.texts));
      io.out(showAssessment(io, assessment, judged.metadata.zone));
    }
    return EXIT.ok;
  },
};
