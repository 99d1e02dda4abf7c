import { useState } from "react";
import type { PassageView } from "../../case/lens.ts";
import { words } from "../../say/words.ts";
import { CountTable } from "../../shared/count-table.tsx";
import { MarkWord } from "../../shared/mark-word.tsx";
import { SupportBar } from "../../shared/support-bar.tsx";
import type { AtomView, ReasonView } from "./reasons-view.ts";
import { Bearing, Report } from "./report.tsx";

/** The reasons of a verdict: a tree down to the observations, and the passages it rests on. */
export function Reasons({ reason }: { readonly reason: ReasonView }) {
  return (
    <div className="reasons">
      <div className="reason-head">
        <MarkWord mark={reason.mark} size="large" />
        <p className="reason-label">{reason.label}</p>
        <p className="reason-finding">
          {reason.finding}
          {reason.limits === "" ? "" : ` · ${reason.limits}`}
        </p>
        {reason.reason === "" ? null : <p className="row-reason">{reason.reason}</p>}
        <Place reason={reason} />
      </div>
      <Passages passages={reason.passages} />
      {reason.atom === null ? null : <Atom atom={reason.atom} />}
      <Children of={reason} depth={0} />
    </div>
  );
}

function Place({ reason }: { readonly reason: ReasonView }) {
  const { place, line } = reason;
  if (place === null) return null;
  return (
    <p className="reason-place">
      <button type="button" className="to-line" data-file={place.file} data-line={place.line}>
        {line}
      </button>
    </p>
  );
}

function Passages({ passages }: { readonly passages: readonly PassageView[] }) {
  if (passages.length === 0) return null;
  return (
    <section className="passages">
      <h3>{words.reasons.restsOn}</h3>
      {passages.map((passage) => (
        <figure key={passage.key}>
          {passage.text === "" ? null : <blockquote>“{passage.text}”</blockquote>}
          <figcaption>
            {passage.instrument}
            {passage.text === "" ? `, ${words.reasons.whole}` : ""}
          </figcaption>
        </figure>
      ))}
    </section>
  );
}

function Children({ of, depth }: { readonly of: ReasonView; readonly depth: number }) {
  if (of.children.length === 0) return null;
  return (
    <>
      {of.join === "" ? null : <p className="join">{of.join}</p>}
      <ul className="branch">
        {of.children.map((child) => (
          <li key={child.node}>
            <Node node={child} depth={depth} />
          </li>
        ))}
      </ul>
    </>
  );
}

/**
 * One reason of another: shut until it is wanted, but for the first step down. What is shut is not
 * drawn: the tree of a clause that ranges over every site has hundreds of reports.
 */
function Node({ node, depth }: { readonly node: ReasonView; readonly depth: number }) {
  const [open, setOpen] = useState(depth < 1 && !isLong(node));
  const hasMore = node.children.length > 0 || node.atom !== null || node.passages.length > 0;
  const line = (
    <>
      <MarkWord mark={node.mark} />
      <span className="node-label">{node.label}</span>
      <span className="node-finding">{node.finding}</span>
    </>
  );
  if (!hasMore) return <div className="node node-bare">{line}</div>;
  return (
    <details
      className="node"
      data-node={node.node}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{line}</summary>
      {open ? <NodeBody node={node} depth={depth} /> : null}
    </details>
  );
}

const LONG = 4;

function isLong({ children }: ReasonView): boolean {
  return children.length >= LONG;
}

function NodeBody({ node, depth }: { readonly node: ReasonView; readonly depth: number }) {
  return (
    <div className="node-body">
      <Place reason={node} />
      <Passages passages={node.passages} />
      {node.atom === null ? null : <Atom atom={node.atom} />}
      <Children of={node} depth={depth + 1} />
    </div>
  );
}

function Atom({ atom }: { readonly atom: AtomView }) {
  return (
    <div className="atom">
      <p className="atom-support">
        <SupportBar bar={atom.bar} />
        <span>{atom.bar.text}</span>
      </p>
      <p className="soft">
        {atom.sources === "" ? "" : `${atom.sources}. `}
        {atom.standards}
      </p>
      {atom.count === null ? null : <CountTable count={atom.count} />}
      {atom.reports.length + atom.excluded.length + atom.bearing.length === 0 ? (
        <p className="soft">{words.reasons.noReports}</p>
      ) : null}
      <Reports heading={words.reasons.reports} reports={atom.reports} />
      <Reports heading={words.reasons.excluded} reports={atom.excluded} />
      {atom.bearing.length === 0 ? null : (
        <section>
          <h3>{words.reasons.bearing}</h3>
          <ul className="reports">
            {atom.bearing.map((one) => (
              <Bearing key={one.id} bearing={one} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Reports(props: { readonly heading: string; readonly reports: AtomView["reports"] }) {
  const { heading, reports } = props;
  if (reports.length === 0) return null;
  return (
    <section>
      <h3>{heading}</h3>
      <ul className="reports">
        {reports.map((report) => (
          <Report key={`${report.id} ${report.side}`} report={report} />
        ))}
      </ul>
    </section>
  );
}
