/** What one device signed, in the order in which it counted. */
export interface DeviceLink {
  readonly device: string;
  /** Which of the device's entries it is, counted from 1. */
  readonly counter: number;
  /** SHA-256 of the payload that the device signed before; `null` for its first. */
  readonly previous: string | null;
  /** SHA-256 of its own payload. */
  readonly digest: string;
  /** Where the log has it. */
  readonly position: number;
}

/** Something about a device's entries that a reader must see. */
export type DeviceFinding =
  | {
      readonly kind: "gap";
      readonly device: string;
      /** The first and the last count that is not here. */
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: "fork";
      readonly device: string;
      readonly counter: number;
      /** Where the log has each of the payloads that share the count. */
      readonly positions: readonly number[];
    }
  | {
      readonly kind: "off-chain";
      readonly device: string;
      readonly counter: number;
      readonly position: number;
    };

/**
 * Finds the gaps, forks and breaks in what devices signed. To someone without a label, entries of
 * a compartment are gaps: what is in them, and who signed it, is not theirs to see.
 *
 * @param links - of any number of devices, in any order.
 */
export function deviceFindings(links: readonly DeviceLink[]): readonly DeviceFinding[] {
  const devices = Map.groupBy(links, ({ device }) => device);
  return [...devices].flatMap(([device, own]) => findingsOf(device, own));
}

function findingsOf(device: string, links: readonly DeviceLink[]): readonly DeviceFinding[] {
  const counts = Map.groupBy(links, ({ counter }) => counter);
  const findings: DeviceFinding[] = [];
  let last = 0;
  for (const counter of [...counts.keys()].sort((a, b) => a - b)) {
    const here = distinct(counts.get(counter) ?? []);
    if (counter > last + 1) {
      findings.push({ kind: "gap", device, from: last + 1, to: counter - 1 });
    }
    if (here.length > 1) {
      const positions = here.map(({ position }) => position);
      findings.push({ kind: "fork", device, counter, positions });
    }
    const before = counts.get(counter - 1) ?? [];
    for (const { previous, position } of here) {
      if (before.length === 0 || before.some(({ digest }) => digest === previous)) continue;
      findings.push({ kind: "off-chain", device, counter, position });
    }
    last = counter;
  }
  return findings;
}

/** The links with a payload of their own, each where it was first. */
function distinct(links: readonly DeviceLink[]): readonly DeviceLink[] {
  const first = new Map<string, DeviceLink>();
  for (const link of [...links].sort((a, b) => a.position - b.position)) {
    if (!first.has(link.digest)) first.set(link.digest, link);
  }
  return [...first.values()];
}
