import type { Inquiry } from "@proviso/core";
import { FROM_HELP, FROM_OPTIONS } from "../case/case-source.ts";
import { INQUIRY_OPTIONS, knownOf, momentOf, readTexts } from "../case/inquiry.ts";
import { type JudgedCase, openToJudge, SKIP_HELP } from "../case/judged-case.ts";
import { titlesOf } from "../case/titles.ts";
import { sayMoment } from "../instants.ts";
import { EXIT, type Io } from "../io.ts";
import { inquiryJson, remarksJson } from "../json/assessment-json.ts";
import { differencesJson } from "../json/difference-json.ts";
import { showDifferences } from "../show/differences.ts";
import { beside, paint, plain } from "../show/layout.ts";
import { sayKnown } from "../show/moment.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso diff cases/cuba-1962 "1962-11-03 20:44" "1962-11-20 18:00"

Says what changed between two moments and because of which entries: how each clause and each count
stands, which texts came into force or went, what became of decisions, what was said, and who was
let in. Both clocks move together: each moment is judged on what was known at it.

  --known-at T|N     hold what is known still, so that only the moment asked about moves
  --reading ID       under whose requirements (none: the agreement's own text alone)
  --under TEXT       by the texts as they stood just after this one was adopted
${SKIP_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md

T is RFC 3339, or "1962-11-03 20:44" or 1962-11-03 (the start of that day) on the case's clocks.
`;

/** `proviso diff`: what changed between two moments, and because of which entries. */
export const diff: Verb = {
  help: HELP,
  run: async (args, io) => {
    const { "as-of": _moves, ...held } = INQUIRY_OPTIONS;
    const options = {
      ...FROM_OPTIONS,
      ...held,
      json: { type: "boolean" },
      "skip-invalid": { type: "boolean" },
    } as const;
    const call = readCall(args, options, ["CASE", "T1", "T2"]);
    const [directory = "", first = "", second = ""] = call.words;
    const judged = await openToJudge(
      directory,
      call.options["skip-invalid"] === true,
      io,
      call.options,
    );
    if (judged === null) return EXIT.found;
    const texts = readTexts(judged, call.options);
    const known = call.options["known-at"];
    const before = { ...momentAt(judged, "T1", first, known), ...texts };
    const after = { ...momentAt(judged, "T2", second, known), ...texts };
    const differences = judged.judge.diff(before, after);
    if (call.options.json === true) {
      const {
        case: name,
        asOf: _asOf,
        knownAt: _knownAt,
        known: _known,
        ...head
      } = inquiryJson(judged, before);
      const answer = {
        case: name,
        ...head,
        before: momentJson(judged, before),
        after: momentJson(judged, after),
        ...differencesJson(differences, judged.metadata.zone),
        ...remarksJson(judged),
      };
      io.out(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      io.out(showBoth(io, judged, before, after));
      const scene = { zone: judged.metadata.zone, titleOf: titlesOf(judged) };
      io.out(showDifferences(io, differences, scene));
    }
    return EXIT.ok;
  },
};

function momentAt(
  judged: JudgedCase,
  name: string,
  typed: string,
  known: string | undefined,
): Pick<Inquiry, "asOf" | "knownAt"> {
  const asOf = momentOf(judged, name, typed);
  const knownAt =
    known === undefined ? judged.judge.positionAt(asOf) : knownOf(judged, known).position;
  return { asOf, knownAt };
}

function momentJson(judged: JudgedCase, inquiry: Inquiry) {
  const { asOf, knownAt, known } = inquiryJson(judged, inquiry);
  return { asOf, knownAt, known };
}

function showBoth(io: Io, judged: JudgedCase, before: Inquiry, after: Inquiry): string {
  const { metadata } = judged;
  const label = (name: string, inquiry: Inquiry): string => {
    const moment = sayMoment(metadata.zone, inquiry.asOf);
    return beside(
      io,
      { text: name, style: "soft" },
      12,
      `${moment}, as known at ${sayKnown(judged, inquiry)}`,
    );
  };
  const suffix = metadata.reconstructed ? ", reconstructed from documents" : "";
  const title = `${paint(io, "strong", plain(metadata.title))}${suffix}; ${metadata.zone.name}\n\n`;
  return title + label("Before", before) + label("After", after);
}
