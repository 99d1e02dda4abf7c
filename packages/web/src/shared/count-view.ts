import { type CountStanding, either, type Id, STAGE_WORDS } from "@proviso/core";
import type { Clock } from "../say/clock.ts";
import { words } from "../say/words.ts";

/** One number of a count: a figure, or a blank where no source gives one. */
export interface FigureView {
  readonly label: string;
  readonly figure: string;
  readonly given: boolean;
}

/** One ship of a count. */
export interface ShipView {
  readonly name: string;
  readonly declared: FigureView;
  readonly counted: FigureView;
  readonly standing: string;
  readonly agrees: boolean;
}

/** The counting of one item. */
export interface CountView {
  readonly item: Id;
  readonly caption: string;
  readonly figures: readonly FigureView[];
  readonly ships: readonly ShipView[];
  readonly shipsLabel: string;
}

/** What a count is read with. */
interface CountBasis {
  readonly clock: Clock;
  readonly titleOf: (id: Id) => string;
}

/** Sets a count: what no source gives stays blank, and says so. */
export function countView(count: CountStanding, { titleOf, clock }: CountBasis): CountView {
  const { declared, counted, estimate, toGo, ships, reported } = count;
  if (count.inPercentOfDeclared) return percentView(count, { titleOf, clock });
  return {
    item: count.item,
    caption: words.counts.caption(titleOf(count.item)),
    figures: [
      figure(words.counts.declared, declared),
      figure(words.counts.counted, counted === null ? null : sayCounted(counted)),
      figure(words.counts.toGo, toGo),
      ...reportedBeside(reported),
      ...(estimate === null
        ? []
        : [
            {
              label: words.counts.estimate,
              figure: sayRange(estimate.low, estimate.high),
              given: true,
            },
          ]),
    ],
    ships: ships.map((ship) => ({
      name:
        ship.voyage === null ? ship.vessel : `${ship.vessel}, ${words.counts.voyage(ship.voyage)}`,
      declared: figure(words.counts.declared, ship.declared),
      counted: figure(
        words.counts.counted,
        ship.counted === null ? null : sayRange(ship.counted.low, ship.counted.high),
      ),
      standing: words.counts.standing[ship.standing],
      agrees: ship.standing === "agrees" || ship.standing === "open",
    })),
    shipsLabel: words.counts.byShip(ships.length),
  };
}

/** Sets a count that is known in per cent of what was declared alone. */
function percentView(count: CountStanding, { titleOf, clock }: CountBasis): CountView {
  const { countedUntil, stages = [] } = count;
  const measure = either(stages.map((stage) => STAGE_WORDS[stage]));
  const when = countedUntil === undefined ? null : clock.brief(countedUntil);
  const percent = (of: number | null) => (of === null ? null : words.counts.percent(of));
  return {
    item: count.item,
    caption: words.counts.measured(titleOf(count.item), measure),
    figures: [
      figure(
        words.counts.ofDeclared(when),
        when === null ? null : percent(count.counted?.low ?? 0),
      ),
      figure(words.counts.toGo, percent(count.toGo)),
      ...reportedBeside(count.reported === undefined ? undefined : percent(count.reported)),
    ],
    ships: [],
    shipsLabel: words.counts.byShip(0),
  };
}

/** What is reported in all stands beside what is confirmed, where it is more. */
function reportedBeside(reported: number | string | null | undefined): readonly FigureView[] {
  return reported === undefined ? [] : [figure(words.counts.reported, reported)];
}

function sayRange(low: number, high: number): string {
  return words.counts.range(low, high);
}

function figure(label: string, value: number | string | null): FigureView {
  return value === null
    ? { label, figure: words.counts.notGiven, given: false }
    : { label, figure: String(value), given: true };
}

function sayCounted({ low, high }: NonNullable<CountStanding["counted"]>): string {
  return high === null ? words.counts.atLeast(low) : sayRange(low, high);
}
