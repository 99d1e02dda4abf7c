import type { ProtocolField } from "@proviso/core";
import { type ReactNode, useId } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import { numberIn } from "./form.ts";

/** At most so many choices are all shown at once. */
const MOST_SHOWN = 5;

const words = inspectWords.form;

/** One field of a form, with its label, what is wrong with it, and as large as a finger needs. */
export function FieldInput(props: {
  readonly field: ProtocolField;
  readonly value: string;
  readonly problem: string | null;
  /** Names that were written before, for a field of free text. */
  readonly suggestions?: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const { field, value, problem, onChange } = props;
  const { label, name, required, type, choices } = field;
  switch (type) {
    case "choice":
      if (choices.length > MOST_SHOWN) return <Select {...props} />;
      return <Radios {...props} choices={choices} />;
    case "yes or no":
      return (
        <Radios
          {...props}
          choices={[
            { id: "yes", title: words.yes },
            { id: "no", title: words.no },
          ]}
        />
      );
    case "photograph":
      return null;
    default:
      return (
        <Labelled label={label} isRequired={required} problem={problem} name={name}>
          {(described) => (
            <Typed {...props} described={described} onChange={onChange} value={value} />
          )}
        </Labelled>
      );
  }
}

interface Described {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

/** A label over its field, and beneath it what is wrong. */
export function Labelled(props: {
  readonly label: string;
  readonly name: string;
  readonly isRequired: boolean;
  readonly problem: string | null;
  readonly hint?: string;
  readonly children: (described: Described) => ReactNode;
}) {
  const { label, name, isRequired, problem, hint, children } = props;
  const id = useId();
  const hints = [hint === undefined ? null : `${id}h`, problem === null ? null : `${id}p`];
  const described = {
    id: `${id}i`,
    "aria-invalid": problem !== null,
    "aria-describedby": hints.filter((one) => one !== null).join(" ") || undefined,
  };
  return (
    <div className="field" data-field={name}>
      <label htmlFor={described.id}>
        {label} <Optional isRequired={isRequired} />
      </label>
      {children(described)}
      {hint === undefined ? null : (
        <p className="soft field-hint" id={`${id}h`}>
          {hint}
        </p>
      )}
      <Problem id={`${id}p`} problem={problem} />
    </div>
  );
}

function Optional({ isRequired }: { readonly isRequired: boolean }) {
  return isRequired ? null : <span className="soft">({words.optional})</span>;
}

function Problem({ id, problem }: { readonly id: string; readonly problem: string | null }) {
  return problem === null ? null : (
    <p className="field-problem" id={id}>
      {problem}
    </p>
  );
}

function Typed(props: {
  readonly field: ProtocolField;
  readonly value: string;
  readonly described: Described;
  readonly suggestions?: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const { field, value, described, suggestions = [], onChange } = props;
  const { type, name, label } = field;
  if (type === "list" || name === "remark") {
    return (
      <textarea
        {...described}
        rows={type === "list" ? 3 : 4}
        value={value}
        placeholder={type === "list" ? words.list : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  if (type === "whole number") return <Counter {...props} label={label} />;
  const list = suggestions.length === 0 ? undefined : `${described.id}l`;
  return (
    <>
      <input
        {...described}
        type="text"
        inputMode={type === "decimal" ? "decimal" : "text"}
        autoComplete="off"
        list={list}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {list === undefined ? null : (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** A whole number, typed or counted up and down with a thumb. */
function Counter(props: {
  readonly label: string;
  readonly value: string;
  readonly described: Described;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, described, onChange } = props;
  const now = numberIn(value.trim(), "whole number") ?? 0;
  return (
    <div className="counter">
      <button
        type="button"
        aria-label={words.less(label)}
        disabled={now === 0}
        onClick={() => onChange(String(Math.max(0, now - 1)))}
      >
        −
      </button>
      <input
        {...described}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <button
        type="button"
        aria-label={words.more(label)}
        onClick={() => onChange(String(now + 1))}
      >
        +
      </button>
    </div>
  );
}

function Select(props: {
  readonly field: ProtocolField;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}) {
  const { field, value, problem, onChange } = props;
  const { label, name, required, choices } = field;
  return (
    <Labelled label={label} isRequired={required} problem={problem} name={name}>
      {(described) => (
        <select {...described} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{required ? words.choose : words.none}</option>
          {choices.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function Radios(props: {
  readonly field: ProtocolField;
  readonly value: string;
  readonly problem: string | null;
  readonly choices: ProtocolField["choices"];
  readonly onChange: (value: string) => void;
}) {
  const { field, value, problem, choices, onChange } = props;
  const { label, name, required } = field;
  return (
    <RadioGroup
      legend={label}
      name={name}
      value={value}
      problem={problem}
      isRequired={required}
      choices={[...choices, ...(required ? [] : [{ id: "", title: words.none }])]}
      onChange={onChange}
    />
  );
}

/** Choices that are all in sight. */
export function RadioGroup(props: {
  readonly legend: string;
  readonly name: string;
  readonly value: string;
  readonly problem: string | null;
  readonly isRequired: boolean;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}) {
  const { legend, name, value, problem, isRequired, choices, hint, onChange } = props;
  const id = useId();
  return (
    <fieldset
      className="field"
      data-field={name}
      aria-describedby={problem === null ? undefined : `${id}p`}
    >
      <legend>
        {legend} <Optional isRequired={isRequired} />
      </legend>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.id} className="choice">
            <input
              type="radio"
              name={id}
              value={choice.id}
              checked={value === choice.id}
              onChange={() => onChange(choice.id)}
            />
            <span>{choice.title}</span>
          </label>
        ))}
      </div>
      {hint === undefined ? null : <p className="soft field-hint">{hint}</p>}
      <Problem id={`${id}p`} problem={problem} />
    </fieldset>
  );
}
