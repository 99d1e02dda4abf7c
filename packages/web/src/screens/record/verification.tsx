import { recordWords } from "../../say/words-record.ts";
import type { Disagreement } from "./disagreement.ts";
import { verdictOn } from "./record-view.ts";
import type { Verification } from "./use-verification.ts";
import type { Verified } from "./verify-record.ts";

/** The button that verifies everything, how far it is, and what it came to. */
export function VerificationPart(props: {
  readonly verification: Verification;
  readonly onVerify: () => void;
  readonly logKey: string;
}) {
  const { verification, onVerify, logKey } = props;
  const isRunning = verification.kind === "running";
  return (
    <section className="verification" aria-label={recordWords.verify}>
      <button type="button" className="verify" onClick={onVerify} disabled={isRunning}>
        {verification.kind === "not-asked" ? recordWords.verify : recordWords.verifyAgain}
      </button>
      <p className="soft">{recordWords.verifyHint}</p>
      <div aria-live="polite">
        <Outcome verification={verification} logKey={logKey} />
      </div>
    </section>
  );
}

function Outcome(props: { readonly verification: Verification; readonly logKey: string }) {
  const { verification, logKey } = props;
  switch (verification.kind) {
    case "not-asked":
      return null;
    case "running": {
      const { progress } = verification;
      if (progress === null) return <p>{recordWords.loading}</p>;
      const { stage, done, of } = progress;
      return (
        <p className="verify-progress">
          <progress value={done} max={Math.max(of, 1)} aria-label={recordWords.stages[stage]} />{" "}
          {recordWords.progress(recordWords.stages[stage], done, of)}
        </p>
      );
    }
    case "failed":
      return (
        <p className="verify-verdict verify-bad">
          {recordWords.verifyFailed(verification.code, verification.message)}
        </p>
      );
    case "verified":
      return <Result verified={verification.verified} logKey={logKey} />;
  }
}

function Result({ verified, logKey }: { readonly verified: Verified; readonly logKey: string }) {
  const { disagreements, root, size } = verified;
  const isBad = disagreements.some(({ severity }) => severity === "error");
  const { did } = recordWords;
  return (
    <>
      <p className={isBad ? "verify-verdict verify-bad" : "verify-verdict"}>
        {verdictOn(verified)}
      </p>
      {disagreements.length === 0 ? null : <Disagreements all={disagreements} />}
      {isBad ? null : (
        <ul className="verify-did">
          <li>
            {did.root(size)} <code>{root}</code>
          </li>
          <li>{did.envelopes(verified.envelopes, verified.signatures)}</li>
          {verified.closed === 0 ? null : <li>{did.closed(verified.closed)}</li>}
          <li>{did.checkpoints(verified.checkpoints)}</li>
          <li>{did.tiles(verified.tiles)}</li>
          <li>{did.judged(verified.judged)}</li>
        </ul>
      )}
      <p className="soft">
        {recordWords.asFar} <code>{logKey}</code>
      </p>
    </>
  );
}

function Disagreements({ all }: { readonly all: readonly Disagreement[] }) {
  return (
    <ol className="fault-list disagreements">
      {all.map(({ code, index, entry, message, remedy }) => (
        <li key={`${code} ${index} ${entry} ${message}`}>
          <p className="fault-place">
            {index === null ? recordWords.wholeLog : recordWords.atEntry(index)}{" "}
            {entry === null ? null : `${entry} `}
            <code>{code}</code>
          </p>
          <p className="fault-message">{message}</p>
          <p className="soft">{remedy}</p>
        </li>
      ))}
    </ol>
  );
}
