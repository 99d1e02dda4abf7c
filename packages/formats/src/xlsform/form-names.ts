import type { Protocol, ProtocolField } from "@proviso/core";

/** How well something was seen, as a form asks it: a choice, and the credibility that it gives. */
export const SURENESS = [
  { id: "each", title: "each was seen, uncovered and near", credibility: 2 },
  { id: "most", title: "some was seen from afar or under covers", credibility: 3 },
  { id: "doubtful", title: "it was seen badly", credibility: 4 },
] as const;

/** The questions of every form beside those of its protocol. */
export const OTHER_QUESTIONS = ["seen_from", "seen_to", "sureness", "protocol"] as const;

/** A protocol under the name that its questions have in a form. */
export interface NamedProtocol {
  /** `removal_3`: it begins each of its questions' names, so that all names of a form differ. */
  readonly prefix: string;
  readonly protocol: Protocol;
}

/**
 * Gives protocols names that a form may have: letters, digits and underscores, none twice.
 *
 * @see XLSForm, "name" column; XML 1.0, Name.
 */
export function namedProtocols(protocols: readonly Protocol[]): readonly NamedProtocol[] {
  const taken = new Set<string>();
  return protocols.map((protocol, at) => {
    const bare = protocol.id.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
    const wanted = /^[A-Za-z]/.test(bare) ? bare : `p${at + 1}_${bare}`;
    const prefix = taken.has(wanted) ? `${wanted}_${at + 1}` : wanted;
    taken.add(prefix);
    return { prefix, protocol };
  });
}

/** The name of a question: `removal_3_low`. */
export function questionName(
  prefix: string,
  field: ProtocolField["name"] | (typeof OTHER_QUESTIONS)[number],
): string {
  return `${prefix}_${field}`;
}
