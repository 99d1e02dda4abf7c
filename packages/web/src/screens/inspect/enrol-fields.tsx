import { inspectWords } from "../../say/words-inspect.ts";
import type { BodyChoice } from "./enrol.tsx";
import type { EnrolmentForm } from "./enrolment.ts";
import { Labelled, RadioGroup } from "./field-input.tsx";

const words = inspectWords.signers;

/** Who signs with a key, for whom, and under which name. */
export function EnrolFields(props: {
  readonly form: EnrolmentForm;
  readonly bodies: readonly BodyChoice[];
  readonly onChange: (change: Partial<EnrolmentForm>) => void;
}) {
  const { form, bodies, onChange } = props;
  return (
    <>
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
        onChange={(role) => onChange({ role: role === "host" ? "host" : "observer" })}
      />
      <Line label={words.person} value={form.person} onChange={(person) => onChange({ person })} />
      <Labelled label={words.body} name="body" isRequired problem={null}>
        {(described) => (
          <select
            {...described}
            value={form.body}
            onChange={(event) => onChange({ body: event.target.value })}
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
      <Line label={words.name} value={form.name} onChange={(name) => onChange({ name })} />
    </>
  );
}

function Line(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, onChange } = props;
  return (
    <Labelled label={label} name={label} isRequired problem={null}>
      {(described) => (
        <input
          {...described}
          type="text"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}
