import type {
  Claim,
  CountReport,
  Entry,
  Id,
  Report,
  TransferReport,
  Whereabouts,
} from "@proviso/core";
import { plain } from "./plain.ts";
import { words } from "./words.ts";

const { verbs } = words.entry;

/** Names of what the texts declare; the id itself where they declare nothing of that name. */
export type TitleOf = (id: Id) => string;

/** Says in one line what an entry says. */
export function sayEntry(entry: Entry, titleOf: TitleOf): string {
  switch (entry.kind) {
    case "observation":
      return sayReport(entry.report, titleOf);
    case "withdrawal":
      return verbs.withdraws(entry.of);
    case "supersession":
      return verbs.supersedes(entry.of, entry.by);
    case "amendment":
      return verbs.adopts(entry.adopts);
    case "decision":
      return verbs.decides(entry.act, titleOf(entry.of));
  }
}

/** Says in one line what an observation reports. */
export function sayReport(report: Report, titleOf: TitleOf): string {
  if (report.kind !== "statement") return sayClaim(report, titleOf);
  const { by, stance, on, text, claim } = report;
  const who = verbs.statement(titleOf(by), stance, on === null ? "" : verbs.on(titleOf(on)));
  if (text !== "") return `${who}: “${text}”`;
  return claim === null ? who : `${who}${verbs.claim(sayClaim(claim, titleOf))}`;
}

function sayClaim(claim: Claim, titleOf: TitleOf): string {
  switch (claim.kind) {
    case "presence": {
      const place = claim.placeName ?? titleOf(claim.place);
      if (claim.state === "present") return verbs.present(titleOf(claim.subject), place);
      const coverage = claim.coverage < 1 ? verbs.lookedAt(percent(claim.coverage)) : "";
      return verbs.absent(titleOf(claim.subject), place, coverage);
    }
    case "activity": {
      const by = claim.by === null ? "" : verbs.by(titleOf(claim.by));
      const place = claim.place === null ? "" : verbs.at(titleOf(claim.place));
      const activity = plain(claim.activity);
      return verbs.activity(activity, titleOf(claim.subject), by, place, claim.state);
    }
    case "access": {
      const what = claim.activity === null ? "" : verbs.for(plain(claim.activity));
      const guaranteed = claim.safety ? verbs.safe : verbs.unsafe;
      const safety = claim.safety === null ? "" : guaranteed;
      return verbs.access(titleOf(claim.place), what, claim.state, safety);
    }
    case "coverage":
      return verbs.coverage(titleOf(claim.place), percent(claim.fraction));
    case "count":
      return sayCount(claim, titleOf);
    case "transfer":
      return sayTransfer(claim, titleOf);
    case "assessment": {
      const { low, high } = claim;
      const estimate = low === null || high === null ? "" : `, ${words.counts.range(low, high)}`;
      const state = claim.state === "so" ? verbs.so : verbs.notSo;
      return verbs.concludes(plain(claim.matter), titleOf(claim.subject), state, estimate);
    }
  }
}

function sayCount(count: CountReport, titleOf: TitleOf): string {
  const vessel = count.vessel === null ? "" : verbs.aboard(count.vessel);
  const place = count.place === null ? "" : verbs.at(titleOf(count.place));
  const all = count.allDepartures ? verbs.allDepartures : "";
  const stage =
    count.orStage === undefined
      ? sayStage(count)
      : verbs.orStage(sayStage(count), plain(count.orStage));
  return verbs.count(sayAmount(count), titleOf(count.subject), stage, vessel + place + all);
}

function sayAmount({ low, high, percentOf }: CountReport | TransferReport): string {
  const range = words.counts.range(low, high);
  return percentOf === undefined ? range : verbs.percentOfDeclared(range);
}

function sayStage({ stage, vessel }: CountReport): string {
  if (stage !== "counted-aboard") return plain(stage);
  return vessel === null ? verbs.countedAboard : verbs.counted;
}

function sayTransfer(transfer: TransferReport, titleOf: TitleOf): string {
  const where = ({ stage, place, lot }: Whereabouts) => {
    const at = place === null ? "" : verbs.at(titleOf(place));
    return plain(stage) + at + (lot === null ? "" : verbs.lot(lot));
  };
  const vessel = transfer.vessel === null ? "" : verbs.aboard(transfer.vessel);
  const { from, to, subject } = transfer;
  return verbs.transfer(sayAmount(transfer), titleOf(subject), where(from), where(to), vessel);
}

function percent(fraction: number): number {
  return Math.round(fraction * 100);
}
