import type { EntryView } from "./entry-view.ts";

/** A whole entry of the record, as it stands. */
export function WholeEntry({ entry }: { readonly entry: EntryView }) {
  return (
    <div className="whole-entry">
      <p className="entry-kind">{entry.kind}</p>
      <p className="reason-label">{entry.says}</p>
      {entry.warnings.map((warning) => (
        <p key={warning} className="entry-warning">
          {warning}
        </p>
      ))}
      <dl className="entry-fields">
        {entry.fields.map((field) => (
          <div key={field.label}>
            <dt>{field.label}</dt>
            <dd className={`set-${field.set}`}>{field.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
