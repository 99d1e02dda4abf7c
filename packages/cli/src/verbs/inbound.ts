import { ASKING_OPTIONS, openAsked } from "../case/asked-case.ts";
import { FROM_HELP } from "../case/case-source.ts";
import { INQUIRY_HELP } from "../case/inquiry.ts";
import { SKIP_HELP } from "../case/judged-case.ts";
import { EXIT } from "../io.ts";
import { inquiryJson, remarksJson } from "../json/assessment-json.ts";
import { inboundJson } from "../json/inbound-json.ts";
import { showInbound } from "../show/inbound.ts";
import { showMoment } from "../show/moment.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso inbound cases/cuba-1962 --as-of "1962-11-13 18:00"

Says which ships are on their way in: notified, selected, inspected, cleared or refused, who waits
and for how long. It reads the activities inbound or notification, selection, inspection, clearance
and refusal.

${INQUIRY_HELP}  --for LABELS       for those who may see these labels, with commas; "" for everyone
${SKIP_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

/** `proviso inbound`: the queue of inbound cargo, with its delays (T21). */
export const inbound: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = { ...ASKING_OPTIONS, for: { type: "string" } } as const;
    const call = readCall(args, options, ["CASE"]);
    const [directory = ""] = call.words;
    const asked = await openAsked(directory, call.options, io);
    if (asked === null) return EXIT.found;
    const { judged, inquiry } = asked;
    const found = judged.judge.inbound(inquiry);
    if (call.options.json === true) {
      const answer = {
        ...inquiryJson(judged, inquiry),
        inbound: inboundJson(found, judged.metadata.zone),
        ...remarksJson(judged),
      };
      io.out(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      io.out(showMoment(io, judged, inquiry));
      io.out(showInbound(io, found, judged.metadata.zone));
    }
    return EXIT.ok;
  },
};
