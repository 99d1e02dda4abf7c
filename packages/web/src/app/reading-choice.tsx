import type { Id } from "@proviso/core";
import { COMMON_TEXT } from "../case/moment.ts";
import type { OpenedCase } from "../case/opened-case.ts";
import { words } from "../say/words.ts";

/** Whose reading the verdicts are given under. */
export function ReadingChoice(props: {
  readonly opened: OpenedCase;
  readonly reading: Id | null;
  readonly onChoose: (reading: Id | null) => void;
}) {
  const { opened, reading, onChoose } = props;
  if (opened.readings.length === 0) return null;
  return (
    <label className="reading">
      <span>{words.reading.choose}</span>
      <select
        value={reading ?? COMMON_TEXT}
        onChange={(event) => {
          const chosen = opened.readings.find(({ id }) => id === event.target.value);
          onChoose(chosen?.id ?? null);
        }}
      >
        {opened.readings.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
        <option value={COMMON_TEXT}>{words.reading.none}</option>
      </select>
    </label>
  );
}
