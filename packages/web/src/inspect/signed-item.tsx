import { type ReactNode, useState } from "react";
import { inspectWords } from "../words-inspect.ts";
import { answerTo, linesOf } from "./form.ts";
import { type Answer, type Inspection, type Item, stateOf } from "./item.ts";
import { TroubleOf } from "./outbox.tsx";
import { Photographs } from "./photographs.tsx";
import { signAnswer } from "./signing.ts";
import type { SigningKey } from "./station.ts";

const words = inspectWords.signed;

/** An item that is signed: what it says, what binds it, and the answers to it. */
export function SignedItem(props: {
  readonly item: Inspection;
  readonly answers: readonly Answer[];
  /** The enrolled keys of the host's representatives on this device. */
  readonly hosts: readonly SigningKey[];
  /** Its figure may not be seen yet. */
  readonly isHidden: boolean;
  /** What stands beside it: the other count, and what may be done with it. */
  readonly children: ReactNode;
  readonly onAnswered: () => Promise<void>;
}) {
  const { item, answers, hosts, isHidden, children, onAnswered } = props;
  const { frozen, signed, trouble, receipt } = item;
  const checkpoint = frozen?.checkpoint ?? null;
  return (
    <>
      <p className="inspect-why">
        {receipt === null ? words.states.ready : words.states.sent} {words.claim}
        {checkpoint === null ? words.noCheckpoint : words.checkpoint(checkpoint)}
      </p>
      {trouble === null ? null : <TroubleOf trouble={trouble} />}
      {children}
      {isHidden ? null : (
        <section aria-labelledby="said">
          <h2 id="said">{words.said}</h2>
          <Said item={item} />
          <Photographs item={item} onChange={null} />
          <dl className="said">
            <dt>{words.digest}</dt>
            <dd className="set-mono hash-whole">{signed?.digest}</dd>
          </dl>
        </section>
      )}
      {isHidden ? null : (
        <section aria-labelledby="host">
          <h2 id="host">{words.answers}</h2>
          <ul className="given">
            {answers.map((answer) => (
              <li key={answer.id}>{sayAnswer(answer)}</li>
            ))}
          </ul>
          <Countersign item={item} hosts={hosts} onAnswered={onAnswered} />
        </section>
      )}
    </>
  );
}

function sayAnswer({ answer, text, frozen }: Answer): string {
  const name = frozen?.device.name ?? "";
  return words.given[answer](name, text);
}

function Said({ item }: { readonly item: Inspection }) {
  const { protocol, draft } = item;
  const rows = protocol.fields.flatMap(({ name, label, type, choices }) => {
    const text = answerTo(draft, name);
    if (text === "" || type === "photograph") return [];
    const chosen = choices.find(({ id }) => id === text)?.title;
    const said = type === "list" ? linesOf(text).join(", ") : (chosen ?? text);
    return [{ name, label, said }];
  });
  return (
    <dl className="said">
      {rows.map(({ name, label, said }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{said}</dd>
        </div>
      ))}
      <div>
        <dt>{inspectWords.form.groups.when}</dt>
        <dd>{draft.to.trim() === "" ? draft.from : `${draft.from} – ${draft.to}`}</dd>
      </div>
      {draft.sureness === "" ? null : (
        <div>
          <dt>{inspectWords.form.groups.sure}</dt>
          <dd>{inspectWords.form.sure[draft.sureness]}</dd>
        </div>
      )}
    </dl>
  );
}

type Writing = "remark" | "refusal" | null;

function Countersign(props: {
  readonly item: Item;
  readonly hosts: readonly SigningKey[];
  readonly onAnswered: () => Promise<void>;
}) {
  const { item, hosts, onAnswered } = props;
  const [name, setName] = useState("");
  const [writing, setWriting] = useState<Writing>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const host = hosts.find(({ device }) => device.name === name) ?? hosts[0];
  if (host === undefined) return <p className="soft">{words.noHost}</p>;
  const give = async (answer: Answer["answer"]) => {
    const said = answer === "countersignature" ? "" : text.replace(/\s+/g, " ").trim();
    const isMissing = answer !== "countersignature" && said === "";
    const { reason, text: noText } = inspectWords.problem;
    setFault(isMissing ? (answer === "refusal" ? reason : noText) : null);
    if (isMissing) return;
    setBusy(true);
    const { device } = host;
    await signAnswer(item, answer, said, { device, role: "host" }).finally(() => setBusy(false));
    setWriting(null);
    setText("");
    await onAnswered();
  };
  return (
    <div className="countersign">
      <p className="inspect-why">{words.answersHint}</p>
      {hosts.length < 2 ? null : (
        <label className="sign-as">
          {inspectWords.form.signAs}{" "}
          <select value={host.device.name} onChange={(event) => setName(event.target.value)}>
            {hosts.map(({ device, enrolled }) => (
              <option key={device.name} value={device.name}>
                {device.name}: {enrolled?.person}
              </option>
            ))}
          </select>
        </label>
      )}
      {writing === null ? (
        <p className="outbox-actions">
          <button type="button" disabled={busy} onClick={() => void give("countersignature")}>
            {words.sign}
          </button>
          <button type="button" onClick={() => setWriting("remark")}>
            {words.remark}
          </button>
          <button type="button" onClick={() => setWriting("refusal")}>
            {words.refuse}
          </button>
        </p>
      ) : (
        <div className="field">
          <label htmlFor="answer-text">{writing === "refusal" ? words.reason : words.text}</label>
          <textarea
            id="answer-text"
            rows={3}
            maxLength={2000}
            value={text}
            aria-invalid={fault !== null}
            onChange={(event) => setText(event.target.value)}
          />
          {fault === null ? null : (
            <p className="field-problem" role="alert">
              {fault}
            </p>
          )}
          <p className="outbox-actions">
            <button type="button" disabled={busy} onClick={() => void give(writing)}>
              {writing === "refusal" ? words.refuse : words.remark}
            </button>
            <button type="button" onClick={() => setWriting(null)}>
              {inspectWords.outbox.sure.no}
            </button>
          </p>
        </div>
      )}
    </div>
  );
}

/** The answers to an item, the oldest first. */
export function answersTo(item: Item, items: readonly Item[]): readonly Answer[] {
  return items.flatMap((one) => (one.kind === "answer" && one.of === item.id ? one : []));
}

/** Whether an item is shown as signed. */
export function isSigned(item: Item): boolean {
  return stateOf(item) !== "draft";
}
