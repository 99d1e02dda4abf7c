import { type FormEvent, useState } from "react";
import { inspectWords } from "../words-inspect.ts";
import { type EnrolmentForm, enrol, enrolCommand, enrolmentFault } from "./enrolment.ts";
import { Labelled, RadioGroup } from "./field-input.tsx";
import type { Trouble } from "./item.ts";
import { TroubleOf } from "./outbox.tsx";
import type { Network, SigningKey, Station } from "./station.ts";

const words = inspectWords.signers;

/** Who may be signed for: the parties, states and bodies of the agreement. */
export interface BodyChoice {
  readonly id: string;
  readonly title: string;
}

/** The keys of this device, and how one more is enrolled. */
export function Signers(props: {
  readonly station: Station;
  readonly network: Network;
  readonly bodies: readonly BodyChoice[];
  readonly onEnrolled: () => Promise<void>;
}) {
  const { station, network, bodies, onEnrolled } = props;
  const title = (id: string) => bodies.find((one) => one.id === id)?.title ?? id;
  return (
    <section aria-labelledby="signers">
      <h2 id="signers">{words.heading}</h2>
      {station.keys.length === 0 ? <p className="soft inspect-none">{words.none}</p> : null}
      <ul className="signers">
        {station.keys.map((key) => (
          <Key key={key.device.name} signing={key} title={title} />
        ))}
      </ul>
      {network === "folder" ? (
        <p className="inspect-none">{words.folder}</p>
      ) : (
        <Enrol station={station} network={network} bodies={bodies} onEnrolled={onEnrolled} />
      )}
    </section>
  );
}

function Key({ signing, title }: { signing: SigningKey; title: (id: string) => string }) {
  const { device, state, enrolled } = signing;
  const role = enrolled?.roles.includes("host") === true ? "host" : "observer";
  return (
    <li>
      <span className="set-mono">{device.name}</span>{" "}
      {enrolled === null ? null : (
        <>
          {words.row(enrolled.person, title(enrolled.body))}, {words.roles[role]}{" "}
        </>
      )}
      <span className="soft">
        {state === "enrolled"
          ? words.enrolled
          : state === "unknown"
            ? words.unknown
            : words.notEnrolled}
      </span>
    </li>
  );
}

function Enrol(props: {
  readonly station: Station;
  readonly network: Network;
  readonly bodies: readonly BodyChoice[];
  readonly onEnrolled: () => Promise<void>;
}) {
  const { station, network, bodies, onEnrolled } = props;
  const standing = station.kept?.standing ?? null;
  const [form, setForm] = useState<EnrolmentForm>(newForm);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const made = station.keys.find(({ device, state }) => {
    return device.name === form.name && state !== "enrolled";
  });
  if (standing === null) return <p className="soft inspect-none">{words.needsNetwork}</p>;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = enrolmentFault(form);
    setFault(found);
    if (found !== null) return;
    setBusy(true);
    const refused = await enrol(standing, form).finally(() => setBusy(false));
    setTrouble(refused);
    await onEnrolled();
    if (refused === null && standing.enrols) {
      setForm(newForm());
      setOpen(false);
    }
  };
  const set = (change: Partial<EnrolmentForm>) => setForm({ ...form, ...change });
  return (
    <details className="enrol" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.enrol}</summary>
      <p className="inspect-why">{words.means}</p>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <RadioGroup
          legend={words.role}
          name="role"
          value={form.role}
          problem={null}
          isRequired
          choices={[
            { id: "observer", title: words.roles.observer },
            { id: "host", title: words.roles.host },
          ]}
          onChange={(role) => set({ role: role === "host" ? "host" : "observer" })}
        />
        <Labelled label={words.person} name="person" isRequired problem={null}>
          {(described) => (
            <input
              {...described}
              type="text"
              autoComplete="off"
              value={form.person}
              onChange={(event) => set({ person: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={words.body} name="body" isRequired problem={null}>
          {(described) => (
            <select
              {...described}
              value={form.body}
              onChange={(event) => set({ body: event.target.value })}
            >
              <option value="">{inspectWords.form.choose}</option>
              {bodies.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={words.name} name="name" isRequired problem={null}>
          {(described) => (
            <input
              {...described}
              type="text"
              autoComplete="off"
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Labelled>
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
    </details>
  );
}

function newForm(): EnrolmentForm {
  const name = `device-${crypto.randomUUID().slice(0, 6)}`;
  return { name, person: "", body: "", role: "observer" };
}
