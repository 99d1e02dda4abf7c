import { instant } from "@proviso/core";
import { type ReactNode, useState } from "react";
import type { OpenedCase } from "../case/opened-case.ts";
import { words } from "../words.ts";
import { CheckpointTable } from "./checkpoint-table.tsx";
import type { CheckedCheckpoint } from "./checkpoints-view.ts";
import { LogTable, Pager } from "./log-table.tsx";
import type {
  EntriesPage,
  RecordSource,
  RecordSummary,
  ServedCheckpoint,
} from "./record-source.ts";
import { logRows, standing } from "./record-view.ts";
import { useArriving } from "./use-arriving.ts";
import type { Verification } from "./use-verification.ts";
import { VerificationPart } from "./verification.tsx";

/** What the Record is drawn from once it has arrived. */
export interface ArrivedRecord {
  readonly summary: RecordSummary;
  readonly checkpoints: readonly ServedCheckpoint[];
  readonly checked: readonly CheckedCheckpoint[];
  /** The last entry under the newest checkpoint was received then, RFC 3339. */
  readonly received: string | null;
}

const STEP = 100;

/** The Record: can this be trusted? */
export function Record(props: {
  readonly opened: OpenedCase;
  readonly source: RecordSource;
  readonly record: ArrivedRecord;
  readonly knownAt: number;
  readonly verification: Verification;
  readonly onVerify: () => void;
  readonly link: (index: number) => ReactNode;
}) {
  const { opened, source, record, knownAt, verification, onVerify, link } = props;
  const { summary, checkpoints, checked, received } = record;
  const [from, setFrom] = useState(0);
  const page = useArriving(`${opened.id} ${from}`, () => source.entries(from, STEP));
  const { clock } = opened;
  const newest = checkpoints.at(-1) ?? null;
  const at = received === null ? null : instant(Date.parse(received));
  const [first, ...others] = standing(summary, newest, at, instant(Date.now()));
  return (
    <>
      <h1>{summary.size === 0 ? words.record.empty : first}</h1>
      {summary.size === 0 ? <p className="record-why">{words.record.emptyHint}</p> : null}
      {others.map((line) => (
        <p key={line} className="record-why">
          {line}
        </p>
      ))}
      {summary.reconstructed ? <p className="record-why">{words.record.reconstructed}</p> : null}
      <VerificationPart verification={verification} onVerify={onVerify} logKey={summary.logKey} />
      <section>
        <h2 id="record-log">{words.record.table}</h2>
        <PageOf page={page} opened={opened} knownAt={knownAt} link={link} />
        <Pager from={from} step={STEP} of={summary.size} onTurn={setFrom} />
      </section>
      <section>
        <h2 id="record-checkpoints">{words.record.checkpoints}</h2>
        <CheckpointTable checkpoints={checked} say={clock.full} />
      </section>
      <section aria-labelledby="record-take">
        <h2 id="record-take">{words.record.take}</h2>
        <p className="record-why">{words.record.takeHint}</p>
        <pre className="command">
          <code>
            {words.record.takeCommand(opened.id)}
            {"\n"}
            {words.record.verifyCommand(opened.id)}
          </code>
        </pre>
      </section>
    </>
  );
}

function PageOf(props: {
  readonly page: ReturnType<typeof useArriving<EntriesPage>>;
  readonly opened: OpenedCase;
  readonly knownAt: number;
  readonly link: (index: number) => ReactNode;
}) {
  const { page, opened, knownAt, link } = props;
  switch (page.kind) {
    case "waiting":
      return <p className="soft">{words.record.loading}</p>;
    case "failed":
      return (
        <p className="verify-bad">
          {words.record.failed} <code>{page.code}</code>
        </p>
      );
    case "arrived":
      return <LogTable rows={logRows(page.what.entries, opened, knownAt)} link={link} />;
  }
}
