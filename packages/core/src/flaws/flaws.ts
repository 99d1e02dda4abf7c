import { type Edition, type Entry, editionOfAll, type Text } from "../agreement/index.ts";
import { type Frame, frameOf } from "../verdict/index.ts";
import { circularWait, type RefusedCircle, refusedCircle } from "./circular-wait.ts";
import { collision } from "./collision.ts";
import { declaredOnly, declaredPlacesOnly } from "./declared-only.ts";
import { endlessMeasure, unboundedPromptly } from "./endless.ts";
import type { Flaw, FlawCode } from "./flaw.ts";
import { gentlemensAgreement } from "./gentlemens-agreement.ts";
import { neverRunning } from "./never-running.ts";
import { alwaysVerified, neverVerified } from "./never-verified.ts";
import { nobodyMay } from "./nobody-may.ts";
import { noEligibleObserver, ownAccuser, selfVerified } from "./observers.ts";
import { perishable } from "./perishable.ts";
import { describedNotDefined, openTerm, undefinedTerm } from "./terms.ts";
import { heardIn, unheardActivity } from "./unheard.ts";
import { unreachedStage } from "./unreached-stage.ts";

/** What finds each flaw (ADR 0016 says what each finds and what it does not). */
const FINDERS: Readonly<
  Record<Exclude<FlawCode, "unheard-activity">, (frame: Frame) => readonly Flaw[]>
> = {
  "gentlemens-agreement": gentlemensAgreement,
  "self-verified": selfVerified,
  "no-eligible-observer": noEligibleObserver,
  "circular-wait": circularWait,
  "never-verified": neverVerified,
  "always-verified": alwaysVerified,
  perishable,
  "declared-only": declaredOnly,
  "unreached-stage": unreachedStage,
  "endless-measure": endlessMeasure,
  "unbounded-promptly": unboundedPromptly,
  "described-not-defined": describedNotDefined,
  "open-term": openTerm,
  "undefined-term": undefinedTerm,
  collision,
  "never-running": neverRunning,
  "nobody-may": nobodyMay,
  "own-accuser": ownAccuser,
};

/** The flaws of one edition: what is wrong with it whatever happens (semantics, section 12). */
export function flawsInEdition(edition: Edition): readonly Flaw[] {
  const frame = frameOf(edition);
  const found = Object.values(FINDERS).flatMap((find) => find(frame));
  // A clause that ranges over declared places only may never be verified for that very reason.
  const declared = new Set(declaredPlacesOnly(frame).map(({ on }) => on));
  return found.filter(({ code, on }) => code !== "never-verified" || !declared.has(on));
}

/**
 * The flaws of the texts of a case, before anyone signs them: of the agreement under each reading,
 * or by itself where there is none, and again as each amendment is folded in, in the order given.
 * Each is told once, in the order of the texts.
 *
 * @param entries - what is recorded, beside which an activity of which nothing speaks is told of.
 */
export function flawsOf(texts: readonly Text[], entries: readonly Entry[] = []): readonly Flaw[] {
  const heard = heardIn(texts, entries);
  return eachEdition(texts, (edition) => [
    ...flawsInEdition(edition),
    ...(heard === null ? [] : unheardActivity(frameOf(edition), heard)),
  ]);
}

/**
 * The circles through a status, an exception or the end of a measure in the texts of a case. They
 * have no least answer, so that a case with one is not judged (semantics, section 6).
 */
export function refusedCircles(texts: readonly Text[]): readonly RefusedCircle[] {
  const through = new Map<Flaw, RefusedCircle>();
  const found = eachEdition(texts, (edition) =>
    refusedCircle(frameOf(edition)).map((circle) => {
      through.set(circle.flaw, circle);
      return circle.flaw;
    }),
  );
  return found.flatMap((flaw) => through.get(flaw) ?? []);
}

function eachEdition(
  texts: readonly Text[],
  flawsIn: (edition: Edition) => readonly Flaw[],
): readonly Flaw[] {
  const readings = texts.filter((text) => text.kind === "reading");
  const amendments = texts.filter((text) => text.kind === "amendment");
  const bases = readings.length === 0 ? [null] : readings;
  const found = new Map<string, Flaw>();
  for (const reading of bases) {
    for (let count = 0; count <= amendments.length; count += 1) {
      const others = texts.filter(({ kind }) => kind === "agreement");
      const edition = editionOfAll([
        ...others,
        ...(reading === null ? [] : [reading]),
        ...amendments.slice(0, count),
      ]);
      for (const flaw of edition === null ? [] : flawsIn(edition)) {
        const { code, on, at, message } = flaw;
        found.set(JSON.stringify([code, on, at.file, at.line, at.column, message]), flaw);
      }
    }
  }
  return [...found.values()].sort((one, other) => inTextOrder(one, other, texts));
}

function inTextOrder(one: Flaw, other: Flaw, texts: readonly Text[]): number {
  const fileOf = ({ at }: Flaw) => texts.findIndex(({ file }) => file === at.file);
  return (
    fileOf(one) - fileOf(other) ||
    one.at.line - other.at.line ||
    one.at.column - other.at.column ||
    (one.code < other.code ? -1 : one.code > other.code ? 1 : 0)
  );
}
