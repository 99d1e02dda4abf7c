import {
  INBOUND_ACTIVITIES,
  type Inbound,
  type InboundReport,
  inboundOf,
} from "../accounts/index.ts";
import { asserts, contentOf } from "../agreement/index.ts";
import {
  type ActivityReport,
  groupByRoots,
  type Id,
  isReleasable,
  type Observation,
  seenUntil,
  strengthMillionths,
} from "../evidence/index.ts";
import { type Inquiry, stands } from "../verdict/index.ts";
import { sceneOf, type Verdicts } from "./verdicts.ts";

/**
 * What is on its way in at the moment of an inquiry (T21): every ship, or whatever the record calls
 * one, of which a notification, a selection, an inspection, a clearance or a refusal is reported.
 * Activities by those names on what the texts declare, a site or an item, are of something else; so
 * are those on a voyage of which it is reported that it is `outbound`.
 */
export function inboundIn(verdicts: Verdicts, inquiry: Inquiry): Inbound {
  const { chronicle, history } = sceneOf(verdicts, inquiry);
  const { declarations } = history.segmentAt(inquiry.asOf).frame.edition;
  const audience = inquiry.audience ?? null;
  const known = chronicle
    .ofKind("activity")
    .filter(({ position }) => position < inquiry.knownAt)
    .map(({ observation }) => observation);
  // Sources are told apart on the whole record, and then shown to whom they may be shown.
  const groups = groupByRoots(known.map(chronicle.roots));
  const shown = known.map(
    (observation) =>
      observation.intact &&
      stands(chronicle, observation.id, inquiry.knownAt) &&
      isReleasable(observation, audience),
  );
  const reports = known.flatMap((observation, index) =>
    shown[index] === true ? reportOf(observation, groups[index]!) : [],
  );
  // What leaves is inspected and cleared as well, and waits for nobody to let it in.
  const leaving = new Set(
    known.filter((_, index) => shown[index] === true).flatMap((one) => leavingOf(one)),
  );
  const ships = reports.filter(({ ship }) => !declarations.has(ship) && !leaving.has(ship));
  return inboundOf(ships, inquiry.asOf, audience !== null);
}

/** Whatever is reported to be on its way out. */
function leavingOf(observation: Observation): readonly Id[] {
  const content = activityOf(observation);
  return content?.activity === "outbound" ? [content.subject] : [];
}

function activityOf({ report }: Observation): ActivityReport | null {
  if (report.kind === "statement" && !asserts(report)) return null;
  const content = contentOf(report);
  return content?.kind === "activity" ? content : null;
}

function reportOf(observation: Observation, group: string): readonly InboundReport[] {
  const content = activityOf(observation);
  if (content === null) return [];
  const { activity, subject: ship, state, by, reason = null } = content;
  const act = Object.hasOwn(INBOUND_ACTIVITIES, activity)
    ? INBOUND_ACTIVITIES[activity]
    : undefined;
  if (act === undefined || (state !== "ongoing" && state !== "complete")) return [];
  return [
    {
      id: observation.id,
      ship,
      act,
      state,
      by,
      reason,
      seen: { from: observation.valid.from, to: seenUntil(observation) },
      isBound: observation.precision === "before",
      strength: strengthMillionths(observation.grade),
      group,
    },
  ];
}
