import { useEffect, useRef, useState } from "react";
import type { OpenedCase } from "../case/opened-case.ts";
import { inspectWords } from "../words-inspect.ts";
import { beginSecond, tellCode } from "./begin.ts";
import { namedInReports } from "./fitness.ts";
import type { Draft, Inspection } from "./item.ts";
import { ItemForm } from "./item-form.tsx";
import { changeItem, itemOf } from "./items.ts";
import { SignFoot } from "./sign-foot.tsx";
import { answersTo, isSigned, SignedItem } from "./signed-item.tsx";
import type { SigningKey, Station } from "./station.ts";
import { isRevealed, otherOf } from "./twice.ts";
import { TwicePart } from "./twice-part.tsx";

/** What an item's page is drawn from. */
export interface ItemPageProps {
  readonly opened: OpenedCase;
  readonly station: Station;
  readonly item: Inspection;
  /** Whether the agreement now in force still asks what this form asks. */
  readonly isCurrent: boolean;
  readonly titleOf: (id: string) => string;
  readonly refresh: () => Promise<void>;
  readonly onGo: (id: string) => void;
}

/** One form, while it is filled in and after it is signed. */
export function ItemPage(props: ItemPageProps) {
  const { opened, station, item, isCurrent, refresh, onGo } = props;
  const { protocol } = item;
  const signed = isSigned(item);
  const twice =
    item.twice === null ? null : (
      <TwicePart
        item={item}
        items={station.items}
        opened={opened}
        onBegin={async () => {
          const second = await beginSecond(item, opened.clock.typed(opened.timeline.now));
          await refresh();
          onGo(second.id);
        }}
        onCode={async (code) => {
          await tellCode(item.id, code);
          await refresh();
        }}
      />
    );
  return (
    <>
      <h1>{protocol.title}</h1>
      <p className="dateline">
        <span className="set-mono">{item.entry}</span> · {protocol.clauseTitle}
      </p>
      {signed ? (
        <SignedItem
          item={item}
          answers={answersTo(item, station.items)}
          hosts={keysFor(station, "host")}
          isHidden={!isRevealed(item, station.items)}
          onAnswered={refresh}
        >
          {twice}
        </SignedItem>
      ) : (
        <>
          <p className="inspect-why">{boundsOf(item)}</p>
          {isCurrent ? null : <p className="field-problem">{inspectWords.form.changedProtocol}</p>}
          {twice}
          <Filling key={item.id} {...props} />
        </>
      )}
    </>
  );
}

function boundsOf({ protocol }: Inspection): string {
  const { asks, unbounded } = inspectWords.form;
  return protocol.learning === null ? unbounded : asks(protocol.learning);
}

/** The enrolled keys of this device in a role. */
export function keysFor(station: Station, role: "observer" | "host"): readonly SigningKey[] {
  return station.keys.filter(({ enrolled }) => enrolled?.roles.includes(role));
}

/** The form, kept at every keystroke; another tab's later change is shown, not overwritten. */
function Filling({ opened, station, item, titleOf, refresh }: ItemPageProps) {
  const { clock } = opened;
  const [shown, setShown] = useState(item);
  const [kept, setKept] = useState<number | null>(item.changed);
  const [elsewhere, setElsewhere] = useState(false);
  const newest = useRef(item);
  const writing = useRef<Promise<void>>(Promise.resolve());
  const put = (stored: Inspection) => {
    newest.current = stored;
    setShown(stored);
  };
  const keep = (draft: Draft) => {
    setShown({ ...newest.current, draft });
    newest.current = { ...newest.current, draft };
    writing.current = writing.current.then(() => store(draft)).catch(() => setKept(null));
  };
  const store = async (draft: Draft) => {
    const { item: stored, isMade } = await changeItem(newest.current, { draft }, Date.now());
    // What was typed meanwhile is newer than what has just been kept.
    const { draft: typed } = newest.current;
    if (isMade) newest.current = { ...stored, draft: typed };
    else put(stored);
    setElsewhere(!isMade);
    setKept(stored.changed);
  };
  const reload = async () => {
    await writing.current;
    const stored = await itemOf(item.id);
    if (stored?.kind === "inspection") put({ ...stored, draft: newest.current.draft });
  };
  useEffect(() => {
    // The page may be read again from storage, which never is older than what is shown.
    if (item.revision > newest.current.revision) {
      newest.current = item;
      setShown(item);
    }
  }, [item]);
  return (
    <>
      {elsewhere ? (
        <p className="field-problem" role="alert">
          {inspectWords.form.elsewhere}
        </p>
      ) : null}
      <ItemForm
        item={shown}
        clock={clock}
        kept={kept === null ? null : new Date(kept).toLocaleTimeString("en-GB")}
        suggestions={namedInReports(opened)}
        onChange={keep}
        onPhotographs={reload}
        foot={(check) => (
          <SignFoot
            opened={opened}
            item={shown}
            keys={keysFor(station, "observer")}
            other={otherOf(shown, station.items)}
            titleOf={titleOf}
            check={check}
            settled={async () => {
              await writing.current;
              return newest.current;
            }}
            onSigned={refresh}
          />
        )}
      />
    </>
  );
}
