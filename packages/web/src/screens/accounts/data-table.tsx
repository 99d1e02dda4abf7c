import { type ReactNode, useId, useState } from "react";
import { accountsWords } from "../../say/words-accounts.ts";
import { saveFile } from "../../shared/save-file.ts";
import {
  AS_IT_COMES,
  type Column,
  csvOf,
  shownRows,
  sortedBy,
  type TableLook,
} from "./table-view.ts";

/** A column with what it draws, where that is more than its value. */
export interface DrawnColumn<Row> extends Column<Row> {
  readonly cell?: (row: Row) => ReactNode;
}

/** From how many rows on a table can be filtered. */
const LONG = 8;

/** A table that is sorted by its heads and filtered by a word; the download is what it shows. */
export function DataTable<Row>(props: {
  /** What it is a table of. */
  readonly name: string;
  /** The name of the file that it is downloaded as, without its ending. */
  readonly file: string;
  readonly rows: readonly Row[];
  readonly columns: readonly DrawnColumn<Row>[];
  readonly keyOf: (row: Row, place: number) => string;
}) {
  const { name, file, rows, columns, keyOf } = props;
  const [look, setLook] = useState(AS_IT_COMES);
  const shown = shownRows(rows, columns, look);
  const { table } = accountsWords;
  const download = () => {
    const bytes = new TextEncoder().encode(csvOf(shown, columns));
    saveFile(`${file}.csv`, bytes, "text/csv;charset=utf-8");
  };
  return (
    <div className="data-table">
      <div className="data-tools">
        {rows.length < LONG ? null : (
          <Filter
            name={name}
            value={look.filter}
            onChange={(filter) => setLook({ ...look, filter })}
          />
        )}
        {/* A clock that moves changes every table at once: only who filters is told how many. */}
        <span className="soft" aria-live={look.filter === "" ? "off" : "polite"}>
          {table.shown(shown.length, rows.length)}
        </span>
        <button
          type="button"
          className="turn"
          aria-label={table.downloadOf(name)}
          onClick={download}
        >
          {table.download}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className="table-box" tabIndex={0} aria-label={name}>
        <table className="log-table account-table">
          <Heads columns={columns} look={look} onLook={setLook} />
          <tbody>
            {shown.map((row, place) => (
              <Row key={keyOf(row, place)} row={row} columns={columns} />
            ))}
            {shown.length === 0 ? (
              <tr>
                <td colSpan={columns.length}>{table.nothing}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Heads<Row>(props: {
  readonly columns: readonly Column<Row>[];
  readonly look: TableLook;
  readonly onLook: (look: TableLook) => void;
}) {
  const { columns, look, onLook } = props;
  return (
    <thead>
      <tr>
        {columns.map((column, place) => (
          <Head
            key={column.head}
            column={column}
            sorted={look.by !== place ? null : look.descends ? "descending" : "ascending"}
            onSort={() => onLook(sortedBy(look, place))}
          />
        ))}
      </tr>
    </thead>
  );
}

function Filter(props: {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const { table } = accountsWords;
  return (
    <>
      <label htmlFor={id}>
        {table.filter}
        <span className="unseen">: {props.name}</span>
      </label>
      <input
        id={id}
        type="search"
        value={props.value}
        placeholder={table.filterHint}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </>
  );
}

function Head<Row>(props: {
  readonly column: Column<Row>;
  readonly sorted: "ascending" | "descending" | null;
  readonly onSort: () => void;
}) {
  const { column, sorted, onSort } = props;
  const sign = sorted === null ? "" : sorted === "ascending" ? " ↑" : " ↓";
  return (
    <th scope="col" className={kindOf(column)} aria-sort={sorted ?? "none"}>
      <button type="button" title={accountsWords.table.sort(column.head)} onClick={onSort}>
        {column.head}
        <span aria-hidden="true">{sign}</span>
      </button>
    </th>
  );
}

function kindOf(column: { readonly isNumber?: boolean; readonly isProse?: boolean }) {
  if (column.isNumber === true) return "figure";
  return column.isProse === true ? "prose" : undefined;
}

function Row<Row>(props: { readonly row: Row; readonly columns: readonly DrawnColumn<Row>[] }) {
  const { row, columns } = props;
  return (
    <tr>
      {columns.map((column, place) => {
        const drawn = column.cell === undefined ? column.value(row) : column.cell(row);
        const kind = kindOf(column);
        return place === 0 ? (
          <th key={column.head} scope="row" className={kind}>
            {drawn}
          </th>
        ) : (
          <td key={column.head} className={kind}>
            {drawn}
          </td>
        );
      })}
    </tr>
  );
}
