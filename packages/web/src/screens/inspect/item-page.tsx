import { instant } from "@proviso/core";
import type { OpenedCase } from "../../case/opened-case.ts";
import { inspectWords } from "../../say/words-inspect.ts";
import { beginSecond, tellCode } from "./begin.ts";
import { namedInReports } from "./fitness.ts";
import { type Inspection, stateOf } from "./item.ts";
import { ItemForm } from "./item-form.tsx";
import { SignFoot } from "./sign-foot.tsx";
import { answersTo, SignedItem } from "./signed-item.tsx";
import type { SigningKey, Station } from "./station.ts";
import { isRevealed, otherOf } from "./twice.ts";
import { TwicePart } from "./twice-part.tsx";
import { useDraft } from "./use-draft.ts";

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
  readonly onSend: (id: string) => Promise<void>;
}

/** One form, while it is filled in and after it is signed. */
export function ItemPage(props: ItemPageProps) {
  const { opened, station, item, isCurrent, titleOf, refresh, onGo, onSend } = props;
  const { protocol } = item;
  const isSigned = stateOf(item) !== "draft";
  const twice =
    item.twice === null ? null : (
      <TwicePart
        item={item}
        items={station.items}
        opened={opened}
        onBegin={async () => {
          const second = await beginSecond(item, opened.clock.typed(instant(Date.now())));
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
      {isSigned ? (
        <SignedItem
          item={item}
          answers={answersTo(item, station.items)}
          hosts={keysFor(station, "host")}
          titleOf={titleOf}
          isHidden={!isRevealed(item, station.items)}
          onSend={() => onSend(item.id)}
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

/** The form while it is filled in. */
function Filling({ opened, station, item, titleOf, refresh }: ItemPageProps) {
  const { shown, keptAt, isOverruled, change, reload, settled } = useDraft(item);
  const keys = keysFor(station, "observer");
  const context = { opened, keys, other: otherOf(shown, station.items), titleOf };
  return (
    <>
      {isOverruled ? (
        <p className="field-problem" role="alert">
          {inspectWords.form.elsewhere}
        </p>
      ) : null}
      <ItemForm
        item={shown}
        clock={opened.clock}
        kept={keptAt === null ? null : new Date(keptAt).toLocaleTimeString("en-GB")}
        suggestions={namedInReports(opened)}
        onChange={change}
        onPhotographs={reload}
        foot={(check) => (
          <SignFoot context={context} check={check} settled={settled} onSigned={refresh} />
        )}
      />
    </>
  );
}
