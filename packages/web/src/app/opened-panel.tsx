import { entryId } from "@proviso/core";
import { words } from "../say/words.ts";
import { entryView } from "../screens/reasons/entry-view.ts";
import { Reasons } from "../screens/reasons/reasons.tsx";
import { reasonsView } from "../screens/reasons/reasons-view.ts";
import { WholeEntry } from "../screens/reasons/whole-entry.tsx";
import { CLOSED, type Open } from "./open.ts";
import { Panel } from "./panel.tsx";
import type { View } from "./view-context.ts";

/** The panel for what is open in the view; nothing where nothing is. */
export function OpenedPanel(props: {
  readonly view: View;
  readonly open: Open;
  readonly onOpen: (open: Open) => void;
}) {
  const { view, open, onOpen } = props;
  const { why, entry } = open;
  const close = () => onOpen(CLOSED);
  if (entry !== null) {
    const back = why === null ? null : () => onOpen({ why, entry: null });
    return (
      <Panel
        subject={`entry ${entry}`}
        heading={words.entry.heading(entry)}
        onBack={back}
        onClose={close}
      >
        <EntryOf view={view} id={entry} />
      </Panel>
    );
  }
  if (why === null) return null;
  return (
    <Panel subject={why} heading={words.reasons.heading} onBack={null} onClose={close}>
      <ReasonsOf view={view} node={why} />
    </Panel>
  );
}

function ReasonsOf({ view, node }: { readonly view: View; readonly node: string }) {
  // While a clock is dragged the page keeps up with the hand, and the reasons with the page.
  const { opened, trailingLens: lens } = view;
  const tree = lens.explain(node);
  if (tree === null) return <p className="soft">{words.reasons.none}</p>;
  const { titleOf, entryOf, passageOf, clauseOf } = lens;
  const basis = { clock: opened.clock, titleOf, entryOf, passageOf, clauseOf };
  return <Reasons reason={reasonsView(tree, basis)} />;
}

function EntryOf({ view, id }: { readonly view: View; readonly id: string }) {
  const { opened, lens } = view;
  const entry = lens.entryOf(entryId(id));
  if (entry === null) return <p className="soft">{words.entry.unknown}</p>;
  const { knownAt } = lens.inquiry;
  const undoneBy = opened.entries
    .slice(0, knownAt)
    .filter((one) => (one.kind === "withdrawal" || one.kind === "supersession") && one.of === id)
    .map((one) => one.id);
  const position = opened.places.get(entry.id) ?? 0;
  const entries = opened.entries.length;
  const { titleOf } = lens;
  const basis = { clock: opened.clock, titleOf, position, entries, knownAt, undoneBy };
  return <WholeEntry entry={entryView(entry, basis)} />;
}
