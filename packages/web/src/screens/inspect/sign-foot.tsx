import { useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import type { FormProblem } from "./form.ts";
import type { Inspection, Trouble } from "./item.ts";
import { KeyChoice } from "./key-choice.tsx";
import { TroubleOf } from "./outbox-item.tsx";
import { type SigningContext, signForm } from "./sign-form.ts";

const words = inspectWords.form;

/** The foot of a form: with which key it is signed. */
export function SignFoot(props: {
  readonly context: SigningContext;
  /** Shows what is missing or wrong in the form, and returns it. */
  readonly check: () => readonly FormProblem[];
  /** The item once everything that was typed is kept. */
  readonly settled: () => Promise<Inspection>;
  readonly onSigned: () => Promise<void>;
}) {
  const { context, check, settled, onSigned } = props;
  const { keys, titleOf } = context;
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const key = keys.find(({ device }) => device.name === name) ?? keys[0];
  if (key === undefined) return <p className="inspect-why">{words.noKey}</p>;
  const sign = async () => {
    setTrouble(null);
    if (check().length > 0) return;
    setBusy(true);
    const found = await settled()
      .then((item) => signForm(item, key, context))
      .finally(() => setBusy(false));
    setTrouble(found);
    if (found === null) await onSigned();
  };
  return (
    <div className="sign-foot">
      <p className="inspect-why">{words.signHint}</p>
      <KeyChoice keys={keys} chosen={key} titleOf={titleOf} onChoose={setName} />
      {trouble === null ? null : <TroubleOf trouble={trouble} />}
      <button type="button" className="verify sign" disabled={busy} onClick={() => void sign()}>
        {busy ? words.signing : words.sign}
      </button>
    </div>
  );
}
