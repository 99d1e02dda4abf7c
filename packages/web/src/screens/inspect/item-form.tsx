import { type FieldName, type Instant, instant, type Protocol } from "@proviso/core";
import { type ReactNode, useMemo, useRef, useState } from "react";
import type { Clock } from "../../say/clock.ts";
import { inspectWords } from "../../say/words-inspect.ts";
import { FieldInput, Labelled, RadioGroup } from "./field-input.tsx";
import { type FormGroup, type FormProblem, groupsOf, problemsOf } from "./form.ts";
import type { Draft, Inspection, Sureness } from "./item.ts";
import { Photographs } from "./photographs.tsx";

const words = inspectWords.form;

/** A form that is being filled in. Everything that is typed is kept at once. */
export function ItemForm(props: {
  readonly item: Inspection;
  readonly clock: Clock;
  /** When it was last kept, in words; `null` where it could not be. */
  readonly kept: string | null;
  readonly suggestions: readonly string[];
  readonly onChange: (draft: Draft) => void;
  readonly onPhotographs: () => Promise<void>;
  /** What stands at the foot: the keys to sign with; told whether the form may be signed. */
  readonly foot: (check: () => readonly FormProblem[]) => ReactNode;
}) {
  const { item, clock, kept, suggestions, onChange, onPhotographs, foot } = props;
  const { protocol, draft } = item;
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupsOf(protocol), [protocol]);
  const problems = tried ? problemsOf(protocol, draft, clock, present()) : [];
  const problemOf = (name: FormProblem["field"]) =>
    problems.find(({ field }) => field === name)?.message ?? null;
  const check = () => {
    setTried(true);
    const found = problemsOf(protocol, draft, clock, present());
    const [first] = found;
    if (first !== undefined) focusField(form.current, first.field);
    return found;
  };
  const answer = (name: FieldName, value: string) =>
    onChange({ ...draft, answers: answersWith(protocol, draft, name, value) });
  return (
    <div className="form" ref={form}>
      {groups.map((group) => (
        <fieldset key={group.name} className="form-group">
          <legend>{words.groups[group.name]}</legend>
          <Fields
            {...{ group, item, draft, suggestions, problemOf, onPhotographs }}
            onAnswer={answer}
          />
        </fieldset>
      ))}
      <fieldset className="form-group">
        <legend>{words.groups.when}</legend>
        <Moments draft={draft} clock={clock} problemOf={problemOf} onChange={onChange} />
      </fieldset>
      <fieldset className="form-group">
        <legend>{words.groups.sure}</legend>
        <Sure draft={draft} problem={problemOf("sureness")} onChange={onChange} />
      </fieldset>
      <p className="soft form-kept" role="status">
        {kept === null ? words.notKept : words.kept(kept)}
      </p>
      <Problems problems={problems} onPress={(field) => focusField(form.current, field)} />
      {foot(check)}
    </div>
  );
}

/** Everything that is missing or wrong, each leading to its field. */
function Problems(props: {
  readonly problems: readonly FormProblem[];
  readonly onPress: (field: FormProblem["field"]) => void;
}) {
  const { problems, onPress } = props;
  if (problems.length === 0) return null;
  return (
    <div className="form-problems" role="alert">
      <p>{words.problems(problems.length)}</p>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <button type="button" className="to-line" onClick={() => onPress(field)}>
              {message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sure(props: {
  readonly draft: Draft;
  readonly problem: string | null;
  readonly onChange: (draft: Draft) => void;
}) {
  const { draft, problem, onChange } = props;
  return (
    <RadioGroup
      legend={words.sureLegend}
      name="sureness"
      value={draft.sureness}
      problem={problem}
      isRequired
      choices={[
        { id: "each", title: words.sure.each },
        { id: "most", title: words.sure.most },
        { id: "doubtful", title: words.sure.doubtful },
      ]}
      hint={words.sureHint}
      onChange={(sureness) => onChange({ ...draft, sureness: sureness as Sureness })}
    />
  );
}

function present(): Instant {
  return instant(Date.now());
}

/** An exact count is typed once: what is counted at least is counted at most, until told otherwise. */
function answersWith(
  { fields }: Protocol,
  { answers }: Draft,
  name: FieldName,
  value: string,
): Draft["answers"] {
  const changed = { ...answers, [name]: value };
  const follows = (answers.high ?? "") === "" || answers.high === answers.low;
  const asksForBoth = fields.some((field) => field.name === "high");
  return name === "low" && asksForBoth && follows ? { ...changed, high: value } : changed;
}

function Fields(props: {
  readonly group: FormGroup;
  readonly item: Inspection;
  readonly draft: Draft;
  readonly suggestions: readonly string[];
  readonly problemOf: (name: FieldName) => string | null;
  readonly onAnswer: (name: FieldName, value: string) => void;
  readonly onPhotographs: () => Promise<void>;
}) {
  const { group, item, draft, suggestions, problemOf, onAnswer, onPhotographs } = props;
  return group.fields.map((field) =>
    field.type === "photograph" ? (
      <Photographs key={field.name} item={item} onChange={onPhotographs} />
    ) : (
      <FieldInput
        key={field.name}
        field={field}
        value={draft.answers[field.name] ?? ""}
        problem={problemOf(field.name)}
        suggestions={field.name === "item" ? suggestions : []}
        onChange={(value) => onAnswer(field.name, value)}
      />
    ),
  );
}

function Moments(props: {
  readonly draft: Draft;
  readonly clock: Clock;
  readonly problemOf: (name: "from" | "to") => string | null;
  readonly onChange: (draft: Draft) => void;
}) {
  const { draft, clock, problemOf, onChange } = props;
  return (["from", "to"] as const).map((name) => (
    <Labelled
      key={name}
      label={words[name]}
      name={name}
      isRequired={name === "from"}
      problem={problemOf(name)}
      {...(name === "from" ? { hint: words.whenHint(clock.city) } : {})}
    >
      {(described) => (
        <div className="moment">
          <input
            {...described}
            type="text"
            autoComplete="off"
            value={draft[name]}
            onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
          />
          <button
            type="button"
            aria-label={`${words.now}: ${words[name]}`}
            onClick={() => onChange({ ...draft, [name]: clock.typed(present()) })}
          >
            {words.now}
          </button>
        </div>
      )}
    </Labelled>
  ));
}

/** Puts the focus where something is missing or wrong. */
function focusField(form: HTMLElement | null, name: FormProblem["field"]): void {
  const field = form?.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const control = field?.querySelector("input, select, textarea");
  if (control instanceof HTMLElement) control.focus();
}
