import { type Instant, instant } from "@proviso/core";
import { recordWords } from "../../say/words-record.ts";
import type { CheckedCheckpoint } from "./checkpoints-view.ts";
import { shortHash } from "./record-view.ts";

/** The checkpoints of a log, each checked here against its key and the one before it. */
export function CheckpointTable(props: {
  readonly checkpoints: readonly CheckedCheckpoint[];
  readonly say: (moment: Instant) => string;
}) {
  const { checkpoints, say } = props;
  const columns = recordWords.checkpointColumns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section className="table-box" tabIndex={0} aria-label={recordWords.checkpoints}>
      <table className="log-table checkpoint-table">
        <thead>
          <tr>
            <th scope="col">{columns.serial}</th>
            <th scope="col">{columns.size}</th>
            <th scope="col">{columns.root}</th>
            <th scope="col">{columns.signed}</th>
            <th scope="col">{columns.cosigned}</th>
            <th scope="col">{columns.continues}</th>
          </tr>
        </thead>
        <tbody>
          {checkpoints.map(({ serial, size, root, fault, cosigned, continues }) => (
            <tr key={serial}>
              <th scope="row">{serial}</th>
              <td>{size}</td>
              <td className="set-mono">{shortHash(root)}</td>
              <td className={fault === null ? undefined : "verify-bad"}>
                {fault ?? recordWords.signatureHolds}
              </td>
              <td>
                {cosigned.length === 0
                  ? recordWords.nobody
                  : cosigned.map(({ by, at }) => `${by}, ${say(instant(at * 1000))}`).join("; ")}
              </td>
              <td className={continues?.fault ? "verify-bad" : undefined}>
                {continues === null
                  ? recordWords.firstOfAll
                  : (continues.fault ?? recordWords.provenBy(continues.hashes))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
