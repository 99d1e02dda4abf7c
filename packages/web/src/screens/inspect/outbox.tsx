import { useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import type { ItemState } from "./item.ts";
import { type OutboxActions, OutboxItem } from "./outbox-item.tsx";
import type { OutboxRow, OutboxView } from "./outbox-view.ts";

const words = inspectWords.outbox;
const STATES: readonly ItemState[] = ["draft", "ready", "sent"];

/** The outbox: drafts, what is ready, what was sent; each item by itself. */
export function Outbox(props: {
  readonly view: OutboxView;
  /** The ids that may be sent now, in the order of signing. */
  readonly sendable: readonly string[];
  readonly actions: OutboxActions;
}) {
  const { view, sendable, actions } = props;
  const [removed, setRemoved] = useState<OutboxRow | null>(null);
  const [sending, setSending] = useState(false);
  const remove = async (row: OutboxRow) => {
    await actions.remove(row.id);
    setRemoved(row);
  };
  const send = async (ids: readonly string[]) => {
    setSending(true);
    await actions.send(ids).finally(() => setSending(false));
  };
  return (
    <section aria-labelledby="outbox">
      <h2 id="outbox">{words.heading}</h2>
      <Undo
        removed={removed}
        onUndo={(id) => {
          setRemoved(null);
          void actions.restore(id);
        }}
      />
      {STATES.map((state) => (
        <section key={state} className="outbox-part" aria-labelledby={`outbox-${state}`}>
          <h3 id={`outbox-${state}`}>
            {words.states[state]} <span className="outbox-count">{view[state].length}</span>
          </h3>
          {view[state].length === 0 ? <p className="soft">{words.empty[state]}</p> : null}
          <ul>
            {view[state].map((row) => (
              <OutboxItem
                key={row.id}
                row={row}
                actions={actions}
                isSending={sending}
                onSend={() => void send([row.id])}
                onRemove={() => void remove(row)}
              />
            ))}
          </ul>
          {state === "ready" ? (
            <SendAll
              count={sendable.length}
              isSending={sending}
              onSend={() => void send(sendable)}
            />
          ) : null}
        </section>
      ))}
    </section>
  );
}

function SendAll(props: {
  readonly count: number;
  readonly isSending: boolean;
  readonly onSend: () => void;
}) {
  const { count, isSending, onSend } = props;
  if (count < 2) return null;
  return (
    <button type="button" className="verify" disabled={isSending} onClick={onSend}>
      {isSending ? words.sending : words.sendAll(count)}
    </button>
  );
}

/** What was just deleted, while it can be brought back. */
function Undo(props: {
  readonly removed: OutboxRow | null;
  readonly onUndo: (id: string) => void;
}) {
  const { removed, onUndo } = props;
  return (
    <p className="undo" role="status">
      {removed === null ? null : (
        <>
          {words.removed(removed.entry)}{" "}
          <button type="button" className="turn" onClick={() => onUndo(removed.id)}>
            {words.undo}
          </button>
        </>
      )}
    </p>
  );
}
