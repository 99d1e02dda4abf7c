import {
  type Accepted,
  type DeviceFinding,
  type DeviceLink,
  deviceFindings,
} from "../envelope/index.ts";
import { faultAt, KEEP, type WalkFault } from "./fault.ts";

/** What each device signed, followed through a record. */
export class DeviceChains {
  readonly #links: DeviceLink[] = [];
  readonly #ids = new Map<number, string>();

  /** Takes in the next entry. */
  take({ statement, digest, position }: Accepted): void {
    const { device, counter, previous, entry } = statement;
    this.#links.push({ device, counter, previous, digest, position });
    this.#ids.set(position, entry.id);
  }

  /**
   * The gaps, forks and breaks in the chains, once all entries are there.
   *
   * @param unseen - entries whose content could not be read here.
   */
  *faults(unseen: number): Generator<WalkFault> {
    for (const found of deviceFindings(this.#links)) {
      const position = positionOf(found, this.#links);
      const { code, message, remedy } = said(found, unseen);
      const entry = this.#ids.get(position) ?? null;
      const more = { severity: "warning", entry, remedy } as const;
      yield faultAt(code, "envelope", position, message, more);
    }
  }
}

function said(
  found: DeviceFinding,
  unseen: number,
): Pick<WalkFault, "code" | "message" | "remedy"> {
  const { device } = found;
  switch (found.kind) {
    case "fork": {
      const both = found.positions.join(" and ");
      const message = `Two entries, ${both}, are both number ${found.counter} of ${device}.`;
      const remedy = "Ask its holder which is theirs: two copies of the key are at work.";
      return { code: "device-fork", message, remedy };
    }
    case "gap": {
      const message = `Of ${device} the entries ${found.from} to ${found.to} are not here.`;
      const remedy = unseen > 0 ? "They may be under a label." : "Ask its holder for them.";
      return { code: "device-gap", message, remedy };
    }
    case "off-chain": {
      const message = `Number ${found.counter} of ${device} follows another than is here.`;
      return { code: "device-off-chain", message, remedy: KEEP };
    }
  }
}

function positionOf(found: DeviceFinding, links: readonly DeviceLink[]): number {
  switch (found.kind) {
    case "fork":
      return found.positions.at(-1) ?? 0;
    case "off-chain":
      return found.position;
    case "gap": {
      const next = ({ device, counter }: DeviceLink) =>
        device === found.device && counter === found.to + 1;
      return links.find(next)?.position ?? 0;
    }
  }
}
