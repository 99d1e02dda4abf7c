import { type Cosignature, openCheckpoint, type SignedCheckpoint } from "./checkpoint.ts";
import { noteVerifier } from "./cosignature.ts";
import { LogError } from "./log-error.ts";
import { isSameKey, type NoteKey } from "./note-key.ts";
import type { VerifyEd25519 } from "./signing.ts";

/** Which logs are believed, who witnesses them, and how many witnesses are enough. */
export interface LogPolicy {
  readonly logs: readonly NoteKey[];
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: Quorum;
}

/** A witness under the name that the policy gives it. */
export interface PolicyWitness {
  readonly name: string;
  readonly key: NoteKey;
}

/** Who must have cosigned: nobody, one witness, or so many of a group ("2 of 3"). */
export type Quorum =
  | { readonly kind: "none" }
  | { readonly kind: "witness"; readonly witness: PolicyWitness }
  | {
      readonly kind: "group";
      readonly name: string;
      /** How many members it takes; at least 1, at most all. */
      readonly threshold: number;
      readonly members: readonly Quorum[];
    };

/** How a checkpoint is checked against a policy. */
export interface PolicyCheck {
  readonly verify: VerifyEd25519;
  /**
   * Seconds since 1970; a cosignature from before does not count. Who asks whether a log is being
   * held back from them gives the latest time at which a checkpoint was still due.
   */
  readonly notBefore?: number;
}

/**
 * Checks a checkpoint against a policy: a log of the policy signed it, and enough witnesses
 * cosigned it.
 *
 * @throws {LogError} `quorum-missing` where too few did; and as `openCheckpoint`
 */
export async function verifyByPolicy(
  source: Uint8Array | string,
  policy: LogPolicy,
  { verify, notBefore = 0 }: PolicyCheck,
): Promise<SignedCheckpoint> {
  const opened = await openCheckpoint(source, {
    logs: policy.logs.map((key) => noteVerifier(key, verify)),
    witnesses: policy.witnesses.map(({ key }) => noteVerifier(key, verify)),
  });
  const counted = opened.cosignatures.filter(({ seconds }) => seconds >= notBefore);
  if (isQuorate(policy.quorum, counted)) return opened;
  const said = counted.map(({ key }) => key.name).join(", ") || "nobody";
  throw new LogError(
    "quorum-missing",
    `The policy asks for ${describeQuorum(policy.quorum)}; cosigned in time: ${said}.`,
    "Wait for more witnesses, or take a checkpoint that has them; until then believe nothing new.",
  );
}

/** Whether those who cosigned are enough. */
export function isQuorate(quorum: Quorum, cosignatures: readonly Cosignature[]): boolean {
  switch (quorum.kind) {
    case "none":
      return true;
    case "witness":
      return cosignatures.some(({ key }) => isSameKey(key, quorum.witness.key));
    case "group": {
      const reached = quorum.members.filter((member) => isQuorate(member, cosignatures)).length;
      return reached >= quorum.threshold;
    }
    default:
      return quorum satisfies never;
  }
}

/** A quorum in words: `2 of [UN, Sweden, Switzerland]`. */
export function describeQuorum(quorum: Quorum): string {
  switch (quorum.kind) {
    case "none":
      return "no witness";
    case "witness":
      return quorum.witness.name;
    case "group":
      return `${quorum.threshold} of [${quorum.members.map(describeQuorum).join(", ")}]`;
    default:
      return quorum satisfies never;
  }
}
