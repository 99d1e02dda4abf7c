import { useEffect, useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import type { Network, Station } from "./station.ts";

const words = inspectWords.storage;

/** In one line each: whether there is a network, what is kept here, when the server was last heard. */
export function Standing(props: {
  readonly station: Station;
  readonly network: Network;
  readonly say: (at: number) => string;
}) {
  const { station, network, say } = props;
  const { kept } = station;
  const said = inspectWords.network;
  return (
    <div className="inspect-standing">
      <p className={network === "off" ? "network-off" : undefined} role="status">
        {network === "asking" ? null : network === "off" ? said.off : said.on}
      </p>
      <p className="soft">
        {kept === null ? said.notKept : said.kept(say(kept.keptAt), sizeOf(kept.standing))}{" "}
        {kept?.heardAt == null ? said.never : said.synced(say(kept.heardAt))}
      </p>
    </div>
  );
}

function sizeOf(standing: NonNullable<Station["kept"]>["standing"]): number | null {
  return standing?.checkpoint?.size ?? null;
}

interface Keeping {
  /** `null` where the browser does not say. */
  readonly persisted: boolean | null;
  readonly bytes: number | null;
  readonly opensOffline: boolean;
}

/** What this browser says of its storage, and how the page is installed. */
export function DevicePart() {
  const [keeping, setKeeping] = useState<Keeping | null>(null);
  useEffect(() => {
    let left = false;
    void readKeeping().then((read) => {
      if (!left) setKeeping(read);
    });
    // The page opens offline only once its files are all here.
    void navigator.serviceWorker?.ready.then(async () => {
      const read = await readKeeping();
      if (!left) setKeeping(read);
    });
    return () => {
      left = true;
    };
  }, []);
  if (keeping === null) return null;
  const { persisted, bytes, opensOffline } = keeping;
  const ask = async () => {
    await navigator.storage.persist().catch(() => false);
    setKeeping(await readKeeping());
  };
  return (
    <section aria-labelledby="device">
      <h2 id="device">{words.heading}</h2>
      <ul className="device-facts">
        <li>{opensOffline ? words.offlineReady : words.offlineNot}</li>
        <li>
          {persisted === null ? words.unknown : persisted ? words.persisted : words.notPersisted}{" "}
          {persisted === false ? (
            <button type="button" className="turn" onClick={() => void ask()}>
              {words.ask}
            </button>
          ) : null}
        </li>
        {bytes === null ? null : <li>{words.used((bytes / 1e6).toFixed(1))}</li>}
        <li className="soft">{words.install}</li>
      </ul>
    </section>
  );
}

async function readKeeping(): Promise<Keeping> {
  // A page that did not come over a secure connection has no such storage at all.
  const storage = (navigator as Partial<Navigator>).storage;
  const persisted = await storage?.persisted().catch(() => null);
  const estimate = await storage?.estimate().catch(() => null);
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  return {
    persisted: persisted ?? null,
    bytes: estimate?.usage ?? null,
    opensOffline: worker?.active?.state === "activated",
  };
}
