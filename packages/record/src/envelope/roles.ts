import type { RecordEntry, SigningRole } from "../entries/index.ts";

/**
 * Who may make entries of which kind. The keeper may transcribe whatever others said or saw: the
 * role, which is signed, then says that these are the keeper's words for it.
 */
const MAY_MAKE: Readonly<Record<RecordEntry["kind"], readonly SigningRole[]>> = {
  observation: ["observer", "host", "party", "authority", "keeper"],
  withdrawal: ["observer", "host", "party", "authority", "keeper"],
  supersession: ["observer", "host", "party", "authority", "keeper"],
  amendment: ["party", "authority", "keeper"],
  decision: ["party", "authority", "keeper"],
  // Whether the key it is about is the signer's own to change is for the key ring.
  key: ["observer", "host", "party", "authority", "keeper", "witness"],
  // That the founding files are the keeper's to bind is held where they are.
  documents: ["party", "authority", "keeper"],
  compartment: ["keeper", "authority"],
  countersignature: ["observer", "host", "party"],
  remark: ["observer", "host", "party", "authority"],
  refusal: ["observer", "host", "party"],
  seal: ["party"],
  opening: ["party"],
  // Whoever may say what was seen may say what somebody else published.
  "register-edition": ["observer", "authority", "keeper"],
  "register-change": ["observer", "authority", "keeper"],
};

/** Whether someone may make an entry of a kind in a role. */
export function mayMake(role: SigningRole, kind: RecordEntry["kind"]): boolean {
  return MAY_MAKE[kind].includes(role);
}

/**
 * On whose behalf an entry speaks, where its signer must be of that body: an authority decides
 * under its own key, a party seals its own declaration. `null` where it does not matter.
 */
export function speaksFor(entry: RecordEntry, role: SigningRole): string | null {
  if (role === "keeper") return null;
  switch (entry.kind) {
    case "amendment":
    case "decision":
    case "seal":
    case "opening":
      return entry.by;
    case "observation":
    case "withdrawal":
    case "supersession":
    case "key":
    case "documents":
    case "compartment":
    case "countersignature":
    case "remark":
    case "refusal":
    case "register-edition":
    case "register-change":
      return null;
  }
}
