import { inspectWords } from "../../say/words-inspect.ts";
import type { SigningKey } from "./station.ts";

/** Which key signs, where there is a choice. */
export function KeyChoice(props: {
  readonly keys: readonly SigningKey[];
  readonly chosen: SigningKey;
  readonly titleOf: (id: string) => string;
  readonly onChoose: (name: string) => void;
}) {
  const { keys, chosen, titleOf, onChoose } = props;
  if (keys.length < 2) return null;
  return (
    <label className="sign-as">
      {inspectWords.form.signAs}{" "}
      <select value={chosen.device.name} onChange={(event) => onChoose(event.target.value)}>
        {keys.map(({ device, enrolled }) => (
          <option key={device.name} value={device.name}>
            {device.name}: {enrolled?.person}, {titleOf(enrolled?.body ?? "")}
          </option>
        ))}
      </select>
    </label>
  );
}
