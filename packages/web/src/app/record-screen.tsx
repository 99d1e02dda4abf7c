import type { CaseFiles } from "../case/case-files.ts";
import "../look/record.css";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { OpenedCase } from "../case/opened-case.ts";
import { type RecordSource, recordSource } from "../case/record-source.ts";
import { EMPTY_ADDRESS } from "../case/view-address.ts";
import { words } from "../say/words.ts";
import { recordWords } from "../say/words-record.ts";
import { checkCheckpoints } from "../screens/record/checkpoints-view.ts";
import { EntryPage } from "../screens/record/entry-page.tsx";
import { examineEntry } from "../screens/record/examine-entry.ts";
import { type ArrivedRecord, Record } from "../screens/record/record.tsx";
import { strictEd25519 } from "../screens/record/strict-ed25519.ts";
import { Unsigned } from "../screens/record/unsigned.tsx";
import { hashedFiles } from "../screens/record/unsigned-view.ts";
import { type Arriving, useArriving } from "../screens/record/use-arriving.ts";
import { useVerification } from "../screens/record/use-verification.ts";
import { useView } from "./view-context.ts";

const caseRoute = getRouteApi("/cases/$caseId");

/** The Record of a case: its log, where it is kept in a store; else what can be checked of a folder. */
export function RecordScreen() {
  const { opened, lens, dateline } = useView();
  const { files } = caseRoute.useLoaderData();
  const source = useMemo(() => recordSource(opened.id), [opened.id]);
  const record = useArriving(`${opened.id} ${files.logSize}`, () => bringRecord(source));
  const [verification, verify] = useVerification({
    caseId: opened.id,
    agreement: agreementOf(opened),
    zone: opened.clock.zone.name,
    lines: files.record,
    logSize: files.logSize,
  });
  return (
    <Sheet dateline={dateline} title={opened.title}>
      <Arrived arriving={record} opened={opened} files={files}>
        {(arrived) => (
          <Record
            opened={opened}
            source={source}
            record={arrived}
            knownAt={lens.inquiry.knownAt}
            verification={verification}
            onVerify={verify}
            link={(index) => <ToEntry opened={opened} index={index} />}
          />
        )}
      </Arrived>
    </Sheet>
  );
}

const entryRoute = getRouteApi("/cases/$caseId/record/$index");

/** One entry of the log, with its signatures, its proof and its time. */
export function RecordEntryScreen() {
  const { opened, dateline } = useView();
  const { files } = caseRoute.useLoaderData();
  const { index } = entryRoute.useParams();
  const source = useMemo(() => recordSource(opened.id), [opened.id]);
  const at = /^\d{1,9}$/.test(index) ? Number(index) : -1;
  const entry = useArriving(`${opened.id} ${at}`, async () => {
    if (at < 0) return null;
    const ed25519 = await strictEd25519();
    const { zone } = opened.clock;
    return examineEntry(source, at, { ed25519, agreement: agreementOf(opened), zone });
  });
  return (
    <Sheet dateline={dateline} title={opened.title}>
      <p className="record-back">
        <Link
          to="/cases/$caseId/record"
          params={{ caseId: opened.id }}
          search={(address) => ({ ...EMPTY_ADDRESS, ...address })}
        >
          {recordWords.entry.back}
        </Link>
      </p>
      <Arrived arriving={entry} opened={opened} files={files}>
        {(examined) =>
          examined === null ? (
            <h1>{recordWords.entry.unknown}</h1>
          ) : (
            <EntryPage
              examined={examined}
              clock={opened.clock}
              reconstructed={opened.reconstructed}
              link={(to) => <ToEntry opened={opened} index={to} />}
            />
          )
        }
      </Arrived>
    </Sheet>
  );
}

function Sheet(props: {
  readonly dateline: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="record">
      <title>{words.title(words.screens.record, props.title)}</title>
      <p className="dateline">{props.dateline}</p>
      {props.children}
    </div>
  );
}

function Arrived<What>(props: {
  readonly arriving: Arriving<What>;
  readonly opened: OpenedCase;
  readonly files: CaseFiles;
  readonly children: (what: What) => ReactNode;
}) {
  const { arriving, opened, files, children } = props;
  switch (arriving.kind) {
    case "waiting":
      return <h1>{recordWords.loading}</h1>;
    case "failed":
      if (arriving.code === "record-unsigned") return <UnsignedOf opened={opened} files={files} />;
      return (
        <>
          <h1>{recordWords.failed}</h1>
          <p className="record-why">
            {recordWords.failedHint} <code>{arriving.code}</code>. {arriving.message}
          </p>
        </>
      );
    case "arrived":
      return children(arriving.what);
  }
}

function UnsignedOf({ opened, files }: { readonly opened: OpenedCase; readonly files: CaseFiles }) {
  const hashed = useMemo(() => hashedFiles(files, opened.entries), [files, opened]);
  return <Unsigned name={opened.id} files={hashed} broken={files.notIntact.length} />;
}

function ToEntry({ opened, index }: { readonly opened: OpenedCase; readonly index: number }) {
  return (
    <Link
      to="/cases/$caseId/record/$index"
      params={{ caseId: opened.id, index: String(index) }}
      search={(address) => ({ ...EMPTY_ADDRESS, ...address })}
    >
      {index}
    </Link>
  );
}

/** The id of the case's agreement: what its entries were signed under. */
function agreementOf({ texts }: OpenedCase): string {
  return texts.find(({ kind }) => kind === "agreement")?.id ?? "";
}

async function bringRecord(source: RecordSource): Promise<ArrivedRecord> {
  const summary = await source.summary();
  const checkpoints = await source.checkpoints();
  const checked = await checkCheckpoints(source, summary, checkpoints, await strictEd25519());
  const under = checkpoints.at(-1)?.size ?? 0;
  const last = under === 0 ? undefined : (await source.entries(under - 1, 1)).entries[0];
  return { summary, checkpoints, checked, received: last?.received ?? null };
}
