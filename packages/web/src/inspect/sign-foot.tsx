import { useState } from "react";
import type { OpenedCase } from "../case/opened-case.ts";
import { DeviceError } from "../client/device-error.ts";
import { inspectWords } from "../words-inspect.ts";
import { unfitness } from "./fitness.ts";
import type { FormProblem } from "./form.ts";
import { entryOf, remarkOf } from "./form-entry.ts";
import type { Inspection, Trouble } from "./item.ts";
import { TroubleOf } from "./outbox.tsx";
import { signItem } from "./signing.ts";
import type { SigningKey } from "./station.ts";

const words = inspectWords.form;

/** The foot of a form: with which key it is signed. */
export function SignFoot(props: {
  readonly opened: OpenedCase;
  readonly item: Inspection;
  /** The enrolled observers' keys of this device. */
  readonly keys: readonly SigningKey[];
  /** The other count of a double count, where it is signed here: another key signs this one. */
  readonly other: Inspection | null;
  readonly titleOf: (id: string) => string;
  readonly check: () => readonly FormProblem[];
  /** The item once everything that was typed is kept. */
  readonly settled: () => Promise<Inspection>;
  readonly onSigned: () => Promise<void>;
}) {
  const { opened, keys, other, titleOf, check, settled, onSigned } = props;
  const [name, setName] = useState(keys.length === 1 ? (keys[0]?.device.name ?? "") : "");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const key = keys.find(({ device }) => device.name === name) ?? keys[0];
  if (key?.enrolled == null) return <p className="inspect-why">{words.noKey}</p>;
  const sign = async () => {
    setTrouble(null);
    if (check().length > 0) return;
    const found = await signing(await settled(), key).catch((cause: unknown) => {
      if (!(cause instanceof DeviceError)) throw cause;
      return { code: cause.code, message: cause.message, remedy: cause.remedy };
    });
    setTrouble(found);
    if (found === null) await onSigned();
  };
  const signing = async (item: Inspection, { device, enrolled }: SigningKey) => {
    const body = item.draft.answers.observer ?? "";
    const signs = enrolled?.body ?? "";
    if (body !== signs) {
      const message = inspectWords.problem.body(titleOf(body), titleOf(signs));
      return { code: "", message, remedy: "" };
    }
    if (other?.signed?.device === device.name || samePerson(other, enrolled?.person, keys)) {
      return { code: "", message: inspectWords.twice.samePerson, remedy: "" };
    }
    const { protocol, draft, photographs, entry, twice } = item;
    const json = entryOf({
      ...{ protocol, draft, photographs, entry },
      blind: twice !== null,
      key: device.name,
      person: enrolled?.person ?? "",
      clock: opened.clock,
    });
    const unfit = unfitness(opened, json);
    if (unfit !== null) return unfit;
    await signItem(item, json, remarkOf(protocol, draft), { device, role: "observer" });
    return null;
  };
  return (
    <div className="sign-foot">
      <p className="inspect-why">{words.signHint}</p>
      {keys.length < 2 ? null : (
        <label className="sign-as">
          {words.signAs}{" "}
          <select value={key.device.name} onChange={(event) => setName(event.target.value)}>
            {keys.map(({ device, enrolled }) => (
              <option key={device.name} value={device.name}>
                {device.name}: {enrolled?.person}, {titleOf(enrolled?.body ?? "")}
              </option>
            ))}
          </select>
        </label>
      )}
      {trouble === null ? null : <TroubleOf trouble={trouble} />}
      <button
        type="button"
        className="verify sign"
        disabled={busy}
        onClick={() => {
          setBusy(true);
          void sign().finally(() => setBusy(false));
        }}
      >
        {busy ? words.signing : words.sign}
      </button>
    </div>
  );
}

function samePerson(
  other: Inspection | null,
  person: string | undefined,
  keys: readonly SigningKey[],
): boolean {
  const theirs = keys.find(({ device }) => device.name === other?.signed?.device);
  return theirs?.enrolled?.person !== undefined && theirs.enrolled.person === person;
}
