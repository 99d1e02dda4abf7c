import { type ReactNode, useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import type { OutboxRow } from "./outbox-view.ts";

const words = inspectWords.outbox;

/** What may be done with one item of the outbox. */
export interface OutboxActions {
  readonly open: (row: OutboxRow) => ReactNode;
  readonly toRecord: (index: number) => ReactNode;
  readonly send: (ids: readonly string[]) => Promise<void>;
  readonly exportItem: (id: string) => void;
  readonly remove: (id: string) => Promise<void>;
  readonly restore: (id: string) => Promise<void>;
}

/** One item of the outbox, with what may be done with it. */
export function OutboxItem(props: {
  readonly row: OutboxRow;
  readonly actions: OutboxActions;
  readonly isSending: boolean;
  readonly onSend: () => void;
  readonly onRemove: () => void;
}) {
  const { row, actions, isSending, onSend, onRemove } = props;
  const [asking, setAsking] = useState(false);
  const { id, entry, state, title, detail, isHeld, index, trouble, sure } = row;
  return (
    <li className="outbox-item" data-item={entry}>
      <p className="outbox-title">
        <span className="set-mono">{entry}</span> {title}
      </p>
      <p className="soft">{detail}</p>
      {isHeld ? <p className="outbox-held">{words.held}</p> : null}
      {trouble === null ? null : <TroubleOf trouble={trouble} />}
      {asking ? (
        <Sure question={sure} onYes={onRemove} onNo={() => setAsking(false)} />
      ) : (
        <p className="outbox-actions">
          {actions.open(row)}
          {state === "ready" && !isHeld ? (
            <button type="button" disabled={isSending} onClick={onSend}>
              {isSending ? words.sending : trouble === null ? words.send : words.again}
            </button>
          ) : null}
          {index === null ? null : actions.toRecord(index)}
          {isHeld ? null : (
            <button type="button" onClick={() => actions.exportItem(id)}>
              {words.export}
            </button>
          )}
          <button type="button" onClick={() => setAsking(true)}>
            {words.remove}
          </button>
        </p>
      )}
    </li>
  );
}

/** Why something was not taken, with what to do about it. */
export function TroubleOf({ trouble }: { readonly trouble: NonNullable<OutboxRow["trouble"]> }) {
  return (
    <p className="field-problem" role="alert">
      {inspectWords.failed.heading}: {trouble.message} {trouble.remedy} <code>{trouble.code}</code>
    </p>
  );
}

function Sure(props: {
  readonly question: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { question, onYes, onNo } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of two answers is no set of fields.
    <div className="sure" role="group" aria-label={question}>
      <p>{question}</p>
      <p className="outbox-actions">
        <button type="button" className="sure-yes" onClick={onYes}>
          {words.sure.yes}
        </button>
        {/* biome-ignore lint/a11y/noAutofocus: who pressed Delete is at the question it asks. */}
        <button type="button" autoFocus onClick={onNo}>
          {words.sure.no}
        </button>
      </p>
    </div>
  );
}
