import { words } from "../../say/words.ts";
import type { BearingView, ReportView } from "./reasons-view.ts";

/** One report: what it says, how good it is, who saw it and when, and what has become of it. */
export function Report({ report }: { readonly report: ReportView }) {
  const said = report.speaks ? "report" : "report report-silent";
  return (
    <li className={said}>
      <p className="report-says">
        <abbr className="grade" title={report.grade.words}>
          {report.grade.badge}
        </abbr>
        {report.says}
      </p>
      <p className="report-fate">
        <span className={`side side-${report.side}`}>{words.reasons[report.side]}</span>
        {report.fate === "" ? null : <span>{report.fate}</span>}
        {report.codes.map(({ code, words: said }) => (
          <span key={code}>
            <code>{code}</code> {said}
          </span>
        ))}
        {report.strength === "" ? null : <span className="soft">{report.strength}</span>}
      </p>
      {report.why === "" ? null : <p className="report-why">{report.why}</p>}
      <dl className="report-facts">
        <Fact label={words.entry.grade} value={report.grade.words} />
        <Fact label={words.reasons.method} value={report.method} />
        <Fact label={words.reasons.observers} value={report.observers} />
        <Fact label={words.reasons.seen} value={report.seen} />
        <Fact label={words.reasons.known} value={report.known} />
        <Fact label={words.reasons.source} value={report.cite} />
      </dl>
      <EntryButton id={report.id} />
    </li>
  );
}

/** An observation that only bears on the matter: what it says, and when that was known. */
export function Bearing({ bearing }: { readonly bearing: BearingView }) {
  return (
    <li className="report report-silent">
      <p className="report-says">{bearing.says}</p>
      <dl className="report-facts">
        <Fact label={words.reasons.known} value={bearing.known} />
      </dl>
      <EntryButton id={bearing.id} />
    </li>
  );
}

function EntryButton({ id }: { readonly id: string }) {
  return (
    <button
      type="button"
      className="entry-id"
      data-entry={id}
      aria-label={words.reasons.wholeEntry(id)}
    >
      {id}
    </button>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  if (value === "") return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
