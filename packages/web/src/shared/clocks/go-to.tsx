import type { Instant } from "@proviso/core";
import type { Clock } from "../../say/clock.ts";
import { words } from "../../say/words.ts";
import type { Milestone } from "./milestones.ts";

/** Takes the clocks to the moment of a text or a decision. */
export function GoTo(props: {
  readonly milestones: readonly Milestone[];
  readonly clock: Clock;
  readonly asOf: Instant;
  readonly onGo: (moment: Instant) => void;
}) {
  const { milestones, clock, asOf, onGo } = props;
  if (milestones.length === 0) return null;
  const at = milestones.findIndex(({ moment }) => moment === asOf);
  return (
    <label className="go-to">
      <span>{words.clocks.goTo}</span>
      <select
        value={at}
        onChange={(event) => {
          const chosen = milestones[Number(event.target.value)];
          if (chosen !== undefined) onGo(chosen.moment);
        }}
      >
        <option value={-1} disabled>
          {words.clocks.goToNone}
        </option>
        {milestones.map(({ key, moment, title }, index) => (
          <option key={key} value={index}>
            {clock.brief(moment)} · {title}
          </option>
        ))}
      </select>
    </label>
  );
}
