/** What a device signed last. */
export interface ChainEnd {
  /** How many entries it has signed with this one. */
  readonly counter: number;
  /** SHA-256 of the payload, 64 hexadecimal digits. */
  readonly digest: string;
}

/** What devices signed last, by their names. */
export type Chains = Map<string, ChainEnd>;

/** Lengthens the chain of a device, unless it is as long already, and says how that is undone. */
export function lengthen(chains: Chains, device: string, end: ChainEnd): () => void {
  const before = chains.get(device);
  if (before !== undefined && before.counter >= end.counter) return () => undefined;
  chains.set(device, end);
  return () => {
    if (before === undefined) chains.delete(device);
    else chains.set(device, before);
  };
}
