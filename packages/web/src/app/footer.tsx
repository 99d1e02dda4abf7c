import type { OpenedCase } from "../case/opened-case.ts";
import type { Rereading } from "../case/reread.ts";
import { words } from "../say/words.ts";
import { FaultList } from "./faults.tsx";

/** The foot of every screen: what kind of case it is, and what is remarkable about its files. */
export function Footer(props: {
  readonly opened: OpenedCase;
  readonly rereading: Rereading | null;
}) {
  const { opened, rereading } = props;
  return (
    <footer className="footer">
      {opened.reconstructed ? <p>{words.reconstructedWhy(opened)}</p> : null}
      <p className="rereading">
        {rereading === null ? words.states.rereading : words.states.reread[rereading]}
      </p>
      {opened.remarks.length === 0 ? null : (
        <details>
          <summary>{words.states.warnings(opened.remarks.length)}</summary>
          <FaultList faults={opened.remarks} />
        </details>
      )}
    </footer>
  );
}
