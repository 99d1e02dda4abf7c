import { instant } from "@proviso/core";
import type { EntriesPage, RecordSummary, ServedCheckpoint } from "@proviso/wire";
import { type ReactNode, useState } from "react";
import type { OpenedCase } from "../../case/opened-case.ts";
import type { RecordSource } from "../../case/record-source.ts";
import { recordWords } from "../../say/words-record.ts";
import { CheckpointTable } from "./checkpoint-table.tsx";
import type { CheckedCheckpoint } from "./checkpoints-view.ts";
import { LogTable, Pager } from "./log-table.tsx";
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
  // The part that is shown is asked for again when the record has grown.
  const name = `${opened.id} ${from} ${summary.size}`;
  const page = useArriving(name, () => source.entries(from, STEP));
  const { clock } = opened;
  const newest = checkpoints.at(-1) ?? null;
  const at = received === null ? null : instant(Date.parse(received));
  const [first, ...others] = standing(summary, newest, at, instant(Date.now()));
  return (
    <>
      <h1>{summary.size === 0 ? recordWords.empty : first}</h1>
      {summary.size === 0 ? <p className="record-why">{recordWords.emptyHint}</p> : null}
      {others.map((line) => (
        <p key={line} className="record-why">
          {line}
        </p>
      ))}
      {summary.reconstructed ? <p className="record-why">{recordWords.reconstructed}</p> : null}
      <VerificationPart verification={verification} onVerify={onVerify} logKey={summary.logKey} />
      <section>
        <h2 id="record-log">{recordWords.table}</h2>
        <PageOf
          page={page}
          opened={opened}
          knownAt={knownAt}
          under={newest?.size ?? 0}
          link={link}
        />
        <Pager from={from} step={STEP} of={summary.size} onTurn={setFrom} />
      </section>
      <section>
        <h2 id="record-checkpoints">{recordWords.checkpoints}</h2>
        <CheckpointTable checkpoints={checked} say={clock.full} />
      </section>
      <TakeAway name={opened.id} bundle={source.bundle} />
    </>
  );
}

function TakeAway({ name, bundle }: { readonly name: string; readonly bundle: string }) {
  return (
    <section aria-labelledby="record-take">
      <h2 id="record-take">{recordWords.take}</h2>
      <p className="record-take">
        <a href={bundle} download>
          {recordWords.takeNow}
        </a>
      </p>
      <p className="record-why">{recordWords.takeHint}</p>
      <pre className="command">
        <code>
          {recordWords.takeCommand(name)}
          {"\n"}
          {recordWords.verifyCommand(name)}
        </code>
      </pre>
    </section>
  );
}

function PageOf(props: {
  readonly page: ReturnType<typeof useArriving<EntriesPage>>;
  readonly opened: OpenedCase;
  readonly knownAt: number;
  readonly under: number;
  readonly link: (index: number) => ReactNode;
}) {
  const { page, opened, knownAt, under, link } = props;
  switch (page.kind) {
    case "waiting":
      return <p className="soft">{recordWords.loading}</p>;
    case "failed":
      return (
        <p className="verify-bad">
          {recordWords.failed} <code>{page.code}</code>
        </p>
      );
    case "arrived":
      return <LogTable rows={logRows(page.what.entries, opened, knownAt, under)} link={link} />;
  }
}
