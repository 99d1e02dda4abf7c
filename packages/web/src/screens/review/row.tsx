import { words } from "../../say/words.ts";
import { CountTable } from "../../shared/count-table.tsx";
import { MarkWord } from "../../shared/mark-word.tsx";
import { SupportBar } from "../../shared/support-bar.tsx";
import { TwoLights } from "../../shared/two-lights.tsx";
import type { FreshView, RowView } from "./row-view.ts";

/** A judged clause: what it is, how it stands, why in one line, and how fresh that is. */
export function Row({ row }: { readonly row: RowView }) {
  return (
    <li className={`row row-${row.kind}`}>
      <div className="row-mark">
        {row.lights === null ? <MarkWord mark={row.mark} /> : <TwoLights lights={row.lights} />}
        {row.status === null ? null : <span className="row-status">{row.status}</span>}
        {row.bar === null ? null : <SupportBar bar={row.bar} />}
      </div>
      <div className="row-what">
        {row.kind === "question" ? <Answer row={row} /> : <Standing row={row} />}
        {row.limits === "" ? null : <p className="row-reason">{row.limits}</p>}
        {row.next === "" ? null : <p className="row-reason">{row.next}</p>}
        <Outstanding lines={row.outstanding} />
        {row.counts.map((count) => (
          <CountTable key={count.item} count={count} />
        ))}
      </div>
      <div className="row-fresh">
        {row.fresh === null ? null : <Fresh fresh={row.fresh} />}
        {row.since === "" ? null : <p className="row-since">{row.since}</p>}
      </div>
    </li>
  );
}

/** A question's answer is what is read: the question stands small above it. */
function Answer({ row }: { readonly row: RowView }) {
  return (
    <>
      <h3 className="question">{row.title}</h3>
      <p className="answer">
        <button type="button" className="why" data-why={row.id} aria-label={row.why}>
          {row.finding}
        </button>
      </p>
      {row.reason === "" ? null : <p className="row-reason">{row.reason}</p>}
    </>
  );
}

function Standing({ row }: { readonly row: RowView }) {
  return (
    <>
      <h3>
        <button type="button" className="why" data-why={row.id} aria-label={row.why}>
          {row.title}
        </button>
      </h3>
      {row.finding === "" ? null : <p className="row-finding">{row.finding}</p>}
      {row.reason === "" ? null : <p className="row-reason">{row.reason}</p>}
    </>
  );
}

/** The second light, apart from the verdict: round where verdicts have corners. */
export function Fresh({ fresh }: { readonly fresh: FreshView }) {
  return (
    <p className={`fresh fresh-${fresh.light}`} title={fresh.seenAt}>
      <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
        <circle cx="5" cy="5" r="3.6" />
      </svg>
      <span className="fresh-seen">{fresh.seen}</span>
      {fresh.stale === "" ? null : <span className="fresh-stale">{fresh.stale}</span>}
    </p>
  );
}

const SHOWN_AT_ONCE = 2;

function Outstanding({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  const more = lines.length - SHOWN_AT_ONCE;
  return (
    <div className="outstanding">
      <p className="outstanding-label">{words.review.outstanding}</p>
      <ul>{lines.slice(0, SHOWN_AT_ONCE).map(line)}</ul>
      {more <= 0 ? null : (
        <details>
          <summary>{words.review.moreOutstanding(more)}</summary>
          <ul>{lines.slice(SHOWN_AT_ONCE).map(line)}</ul>
        </details>
      )}
    </div>
  );
}

function line(text: string) {
  return <li key={text}>{text}</li>;
}
