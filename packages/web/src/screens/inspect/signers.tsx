import { inspectWords } from "../../say/words-inspect.ts";
import { type BodyChoice, Enrol } from "./enrol.tsx";
import type { Network, SigningKey, Station } from "./station.ts";

const words = inspectWords.signers;

/** The keys of this device, and how one more is enrolled. */
export function Signers(props: {
  readonly station: Station;
  readonly network: Network;
  readonly bodies: readonly BodyChoice[];
  readonly onEnrolled: () => Promise<void>;
}) {
  const { station, network, bodies, onEnrolled } = props;
  const title = (id: string) => bodies.find((one) => one.id === id)?.title ?? id;
  return (
    <section aria-labelledby="signers">
      <h2 id="signers">{words.heading}</h2>
      {station.keys.length === 0 ? <p className="soft inspect-none">{words.none}</p> : null}
      <ul className="signers">
        {station.keys.map((key) => (
          <Key key={key.device.name} signing={key} title={title} />
        ))}
      </ul>
      {network === "folder" ? (
        <p className="inspect-none">{words.folder}</p>
      ) : (
        <Enrol {...{ station, network, bodies, onEnrolled }} />
      )}
    </section>
  );
}

function Key({ signing, title }: { signing: SigningKey; title: (id: string) => string }) {
  const { device, state, enrolled } = signing;
  const role = enrolled?.roles.includes("host") === true ? "host" : "observer";
  return (
    <li>
      <span className="set-mono">{device.name}</span>{" "}
      {enrolled === null ? null : (
        <>
          {words.row(enrolled.person, title(enrolled.body))}, {words.roles[role]}{" "}
        </>
      )}
      <span className="soft">
        {state === "enrolled"
          ? words.enrolled
          : state === "unknown"
            ? words.unknown
            : words.notEnrolled}
      </span>
    </li>
  );
}
