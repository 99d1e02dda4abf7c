import { recordWords } from "../../say/words-record.ts";
import type { HashedFile } from "./unsigned-view.ts";

/** The Record of a case that is a folder: that it has no signatures, and what can be checked. */
export function Unsigned(props: {
  readonly name: string;
  readonly files: readonly HashedFile[];
  /** How many entries have attachments that do not hold. */
  readonly broken: number;
}) {
  const { name, files, broken } = props;
  const said = recordWords.unsigned;
  return (
    <>
      <h1>{said.title}</h1>
      <p className="record-why">{said.why}</p>
      <p className="record-why">{said.can}</p>
      <p className="record-why">{said.attachments(broken)}</p>
      <h2 id="record-files">{said.files}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className="table-box" tabIndex={0} aria-labelledby="record-files">
        <table className="log-table">
          <thead>
            <tr>
              <th scope="col">{said.columns.file}</th>
              <th scope="col">{said.columns.sha256}</th>
              <th scope="col">{said.columns.named}</th>
              <th scope="col">{said.columns.agrees}</th>
            </tr>
          </thead>
          <tbody>
            {files.map(({ file, sha256, namedBy, agrees }) => (
              <tr key={file}>
                <th scope="row" className="set-mono">
                  {file}
                </th>
                <td className="set-mono hash-whole">{sha256}</td>
                <td>{namedBy ?? said.notNamed}</td>
                <td className={agrees === false ? "verify-bad" : undefined}>
                  {agrees === null ? "" : agrees ? said.agrees : said.differs}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h2>{recordWords.take}</h2>
      <p className="record-why">{said.keep}</p>
      <pre className="command">
        <code>{said.keepCommand(name)}</code>
      </pre>
    </>
  );
}
