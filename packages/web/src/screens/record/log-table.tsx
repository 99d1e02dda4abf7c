import type { ReactNode } from "react";
import { recordWords } from "../../say/words-record.ts";
import type { LogRow } from "./record-view.ts";

/** A part of the log as a table. */
export function LogTable(props: {
  readonly rows: readonly LogRow[];
  /** How an entry's number leads to the entry. */
  readonly link: (index: number) => ReactNode;
}) {
  const { rows, link } = props;
  const { columns } = recordWords;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className="table-box" tabIndex={0} aria-label={recordWords.table}>
        <table className="log-table">
          <thead>
            <tr>
              <th scope="col">{columns.index}</th>
              <th scope="col">{columns.id}</th>
              <th scope="col">{columns.kind}</th>
              <th scope="col">{columns.known}</th>
              <th scope="col">{columns.received}</th>
              <th scope="col">{columns.signer}</th>
              <th scope="col">{columns.digest}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.index} className={row.isLater ? "log-later" : undefined}>
                <th scope="row">{link(row.index)}</th>
                <td className="set-mono">{row.id}</td>
                <td>
                  {row.kind}
                  {row.isLater ? <span className="unseen"> ({recordWords.later})</span> : null}
                  {row.isUnder ? null : <span className="log-ahead"> {recordWords.notUnder}</span>}
                </td>
                <td>{row.known}</td>
                <td>{row.received}</td>
                <td>{row.signer}</td>
                <td className="set-mono">{row.digest}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.some(({ isLater }) => isLater) ? (
        <p className="soft table-note">{recordWords.laterWhy}</p>
      ) : null}
    </>
  );
}

/** Turns to another part of the log. */
export function Pager(props: {
  readonly from: number;
  readonly step: number;
  readonly of: number;
  readonly onTurn: (from: number) => void;
}) {
  const { from, step, of, onTurn } = props;
  if (of <= step) return null;
  const last = Math.floor((of - 1) / step) * step;
  const turn = (word: string, to: number, isOff: boolean) => (
    <button type="button" className="turn" disabled={isOff} onClick={() => onTurn(to)}>
      {word}
    </button>
  );
  return (
    <nav className="pager" aria-label={recordWords.pages}>
      {turn(recordWords.first, 0, from === 0)}
      {turn(recordWords.previous, Math.max(0, from - step), from === 0)}
      <span>{recordWords.page(from + 1, Math.min(of, from + step), of)}</span>
      {turn(recordWords.next, from + step, from + step >= of)}
      {turn(recordWords.last, last, from >= last)}
    </nav>
  );
}
