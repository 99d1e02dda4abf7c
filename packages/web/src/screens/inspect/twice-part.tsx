import { useEffect, useState } from "react";
import type { OpenedCase } from "../../case/opened-case.ts";
import { recordSource } from "../../case/record-source.ts";
import { inspectWords } from "../../say/words-inspect.ts";
import { Labelled } from "./field-input.tsx";
import type { Inspection, Item } from "./item.ts";
import {
  agree,
  codeOf,
  type Figure,
  figureIn,
  figureOf,
  isRevealed,
  otherOf,
  readCode,
  sayFigure,
} from "./twice.ts";

const words = inspectWords.twice;

/** One count of a blind double count beside the other. */
export function TwicePart(props: {
  readonly item: Inspection;
  readonly items: readonly Item[];
  readonly opened: OpenedCase;
  readonly onBegin: () => void;
  readonly onCode: (code: string) => void;
}) {
  const { item, items, opened, onBegin, onCode } = props;
  const other = otherOf(item, items);
  const code = codeOf(item);
  return (
    <section aria-labelledby="twice" className="twice">
      <h2 id="twice">{words.heading}</h2>
      <p className="inspect-why">{words.hint}</p>
      {code === null ? null : (
        <>
          {isRevealed(item, items) ? (
            <Compared item={item} other={other} opened={opened} />
          ) : (
            <Waiting item={item} other={other} onBegin={onBegin} onCode={onCode} />
          )}
          {other === null ? (
            <dl className="said">
              <div>
                <dt>{words.code}</dt>
                <dd className="set-mono hash-whole">{code}</dd>
              </div>
            </dl>
          ) : null}
        </>
      )}
    </section>
  );
}

function Waiting(props: {
  readonly item: Inspection;
  readonly other: Inspection | null;
  readonly onBegin: () => void;
  readonly onCode: (code: string) => void;
}) {
  const { other, onBegin, onCode } = props;
  const [text, setText] = useState("");
  const [bad, setBad] = useState(false);
  return (
    <>
      <p className="outbox-held">{words.waiting}</p>
      {other === null ? (
        <p className="outbox-actions">
          <button type="button" onClick={onBegin}>
            {words.begin}
          </button>
        </p>
      ) : null}
      {other === null ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            const isCode = readCode(text) !== null;
            setBad(!isCode);
            if (isCode) onCode(text.trim());
          }}
        >
          <Labelled
            label={words.other}
            name="code"
            isRequired
            problem={bad ? words.otherBad : null}
            hint={words.codeHint}
          >
            {(described) => (
              <input
                {...described}
                type="text"
                autoComplete="off"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Labelled>
          <p className="outbox-actions">
            <button type="submit">{words.release}</button>
          </p>
        </form>
      ) : null}
    </>
  );
}

function Compared(props: {
  readonly item: Inspection;
  readonly other: Inspection | null;
  readonly opened: OpenedCase;
}) {
  const { item, other, opened } = props;
  const told = readCode(item.twice?.code ?? "");
  const bound = useBound(opened, other === null ? told : null);
  const mine = figureOf(item);
  const id = other?.entry ?? told?.entry ?? "";
  const theirs = other === null ? figureIn(opened.entries, id) : figureOf(other);
  if (bound === "broken") return <p className="field-problem">{words.broken(id)}</p>;
  if (mine === null || theirs === null || bound === "open") {
    return told === null ? null : <p className="soft">{words.elsewhere(item.twice?.code ?? "")}</p>;
  }
  const isAgreed = agree(mine, theirs);
  const rows: readonly (readonly [string, Figure])[] = [
    [item.entry, mine],
    [id, theirs],
  ];
  return (
    <>
      <p className={isAgreed ? "twice-agreed" : "twice-differ"}>
        {isAgreed ? words.agreed : words.differ}.
      </p>
      <ul className="device-facts">
        {rows.map(([entry, figure]) => (
          <li key={entry}>{words.says(entry, sayFigure(figure))}</li>
        ))}
      </ul>
    </>
  );
}

/** Whether the entry of the record is the one that its code bound, which its hash tells. */
function useBound(
  opened: OpenedCase,
  told: { readonly entry: string; readonly digest: string } | null,
): "held" | "broken" | "open" {
  const [bound, setBound] = useState<"held" | "broken" | "open">("open");
  const { entry = null, digest = "" } = told ?? {};
  const { id: caseId } = opened;
  const isThere = opened.entries.some((one) => one.id === entry);
  useEffect(() => {
    let left = false;
    if (entry === null || !isThere) return;
    payloadOf(caseId, entry).then(
      (payload) => {
        if (left || payload === null) return;
        setBound(payload.startsWith(digest) ? "held" : "broken");
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [caseId, entry, digest, isThere]);
  return told === null ? "held" : bound;
}

const PAGE = 500;

/** SHA-256 of what was signed as an entry: what was signed here lately stands near the end. */
async function payloadOf(caseId: string, id: string): Promise<string | null> {
  const source = recordSource(caseId);
  const { size } = await source.summary();
  for (let end = size; end > 0; end -= PAGE) {
    const from = Math.max(0, end - PAGE);
    const { entries } = await source.entries(from, end - from);
    const found = entries.find(({ summary }) => summary?.id === id);
    if (found !== undefined) return found.summary?.payload ?? null;
  }
  return null;
}
