import type { Diagnostic } from "@proviso/core/fault";
import { words } from "../say/words.ts";

/** A case that cannot be judged: everything that is wrong, where, and what to write instead. */
export function Faults(props: { readonly title: string; readonly faults: readonly Diagnostic[] }) {
  const { title, faults } = props;
  return (
    <main className="faults" id="main" tabIndex={-1}>
      <p className="dateline">{title}</p>
      <h1>{words.states.broken}</h1>
      <p className="soft">{words.states.brokenWhy}</p>
      <h2>{words.states.brokenCount(faults.length)}</h2>
      <FaultList faults={faults} />
    </main>
  );
}

/** Faults or remarks, each with its place, code and remedy. */
export function FaultList({ faults }: { readonly faults: readonly Diagnostic[] }) {
  return (
    <ol className="fault-list">
      {faults.map((fault) => (
        <li key={`${fault.file} ${fault.line} ${fault.column} ${fault.code} ${fault.message}`}>
          <p className="fault-place">
            {words.states.place(fault.file, fault.line, fault.column)} <code>{fault.code}</code>
          </p>
          <p className="fault-message">{fault.message}</p>
          <p className="soft">{fault.remedy}</p>
        </li>
      ))}
    </ol>
  );
}
