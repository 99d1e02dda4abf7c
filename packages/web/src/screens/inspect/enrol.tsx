import type { DevicesAnswer } from "@proviso/wire";
import { type FormEvent, useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import { EnrolFields } from "./enrol-fields.tsx";
import { type EnrolmentForm, enrol, enrolCommand, enrolmentFault } from "./enrolment.ts";
import type { Trouble } from "./item.ts";
import { TroubleOf } from "./outbox-item.tsx";
import type { Network, Station } from "./station.ts";

const words = inspectWords.signers;

/** Who may be signed for: the parties, states and bodies of the agreement. */
export interface BodyChoice {
  readonly id: string;
  readonly title: string;
}

interface EnrolProps {
  readonly station: Station;
  readonly network: Network;
  readonly bodies: readonly BodyChoice[];
  readonly onEnrolled: () => Promise<void>;
}

/** Enrols this device, in one step where the server does; says what it means. */
export function Enrol(props: EnrolProps) {
  const [open, setOpen] = useState(false);
  const standing = props.station.kept?.standing ?? null;
  if (standing === null) return <p className="soft inspect-none">{words.needsNetwork}</p>;
  return (
    <details className="enrol" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.enrol}</summary>
      <p className="inspect-why">{words.means}</p>
      <EnrolForm {...props} standing={standing} onDone={() => setOpen(false)} />
    </details>
  );
}

function EnrolForm(
  props: EnrolProps & { readonly standing: DevicesAnswer; readonly onDone: () => void },
) {
  const { station, network, bodies, standing, onEnrolled, onDone } = props;
  const [form, setForm] = useState<EnrolmentForm>(newForm);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const made = station.keys.find((key) => key.device.name === form.name && key.enrolled === null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = enrolmentFault(form);
    setFault(found);
    if (found !== null) return;
    setBusy(true);
    const refused = await enrol(standing, form).finally(() => setBusy(false));
    setTrouble(refused);
    await onEnrolled();
    if (refused !== null || !standing.enrols) return;
    setForm(newForm());
    onDone();
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <EnrolFields
        form={form}
        bodies={bodies}
        onChange={(change) => setForm({ ...form, ...change })}
      />
      {fault === null ? null : (
        <p className="field-problem" role="alert">
          {fault}
        </p>
      )}
      {trouble === null ? null : <TroubleOf trouble={trouble} />}
      {standing.enrols ? null : <p className="inspect-why">{words.elsewhere}</p>}
      {standing.enrols || made === undefined ? null : (
        <pre className="command">
          <code>{enrolCommand(standing.place.case, form, made.device.publicKey)}</code>
        </pre>
      )}
      <button type="submit" className="verify" disabled={busy || network === "off"}>
        {busy ? words.enrolling : standing.enrols ? words.again : words.make}
      </button>
      {network === "off" ? <p className="soft">{words.needsNetwork}</p> : null}
    </form>
  );
}

function newForm(): EnrolmentForm {
  const name = `device-${crypto.randomUUID().slice(0, 6)}`;
  return { name, person: "", body: "", role: "observer" };
}
