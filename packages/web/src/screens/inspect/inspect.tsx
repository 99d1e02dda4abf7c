import type { Protocol } from "@proviso/core";
import { inspectWords } from "../../say/words-inspect.ts";
import { DevicePart, Standing } from "./device-part.tsx";
import type { BodyChoice } from "./enrol.tsx";
import { Outbox } from "./outbox.tsx";
import type { OutboxActions } from "./outbox-item.tsx";
import { outboxView, sendable } from "./outbox-view.ts";
import { Protocols } from "./protocols.tsx";
import { Signers } from "./signers.tsx";
import type { Network, Station } from "./station.ts";

/** Inspect: what may be asked, what waits on this device, and who signs there. */
export function Inspect(props: {
  readonly station: Station;
  readonly network: Network;
  readonly protocols: readonly Protocol[];
  readonly bodies: readonly BodyChoice[];
  readonly say: (at: number) => string;
  readonly titleOf: (id: string) => string;
  readonly actions: OutboxActions;
  readonly onBegin: (protocol: Protocol, isTwice: boolean) => void;
  readonly onEnrolled: () => Promise<void>;
}) {
  const { station, network, protocols, bodies, say, titleOf, actions, onBegin, onEnrolled } = props;
  const view = outboxView(station.items, say);
  const ids = sendable(station.items).map(({ id }) => id);
  // Where nobody can sign yet, that comes first.
  const hasSigner = station.keys.some(({ enrolled }) => enrolled !== null);
  const signers = (
    <Signers
      key="signers"
      station={station}
      network={network}
      bodies={bodies}
      onEnrolled={onEnrolled}
    />
  );
  return (
    <>
      <h1>{inspectWords.title(view.draft.length, view.ready.length)}</h1>
      <p className="inspect-why">{inspectWords.why}</p>
      <Standing station={station} network={network} say={say} />
      <Outbox view={view} sendable={ids} actions={actions} />
      {hasSigner ? null : signers}
      <Protocols protocols={protocols} titleOf={titleOf} onBegin={onBegin} />
      {hasSigner ? signers : null}
      <DevicePart />
    </>
  );
}
