import { type ReactNode, useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import { Countersign } from "./countersign.tsx";
import { answerTo, linesOf } from "./form.ts";
import type { Answer, Inspection, Item } from "./item.ts";
import { TroubleOf } from "./outbox-item.tsx";
import { Photographs } from "./photographs.tsx";
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
  readonly titleOf: (id: string) => string;
  readonly onAnswered: () => Promise<void>;
  readonly onSend: () => Promise<void>;
}) {
  const { item, answers, hosts, isHidden, children, titleOf, onAnswered, onSend } = props;
  const { frozen, signed, trouble, receipt } = item;
  const checkpoint = frozen?.checkpoint ?? null;
  return (
    <>
      <p className="inspect-why">
        {receipt === null ? words.states.ready : words.states.sent}{" "}
        {frozen?.stated == null ? words.unstated : words.claim}{" "}
        {checkpoint === null ? words.noCheckpoint : words.checkpoint(checkpoint)}
      </p>
      {trouble === null ? null : <TroubleOf trouble={trouble} />}
      {receipt !== null || isHidden ? null : <SendNow onSend={onSend} />}
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
          <Countersign item={item} hosts={hosts} titleOf={titleOf} onAnswered={onAnswered} />
        </section>
      )}
    </>
  );
}

function SendNow({ onSend }: { readonly onSend: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    await onSend().finally(() => setBusy(false));
  };
  return (
    <p className="outbox-actions">
      <button type="button" disabled={busy} onClick={() => void send()}>
        {busy ? inspectWords.outbox.sending : inspectWords.outbox.send}
      </button>
    </p>
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

/** The answers to an item, the oldest first. */
export function answersTo(item: Item, items: readonly Item[]): readonly Answer[] {
  return items.flatMap((one) => (one.kind === "answer" && one.of === item.id ? one : []));
}
