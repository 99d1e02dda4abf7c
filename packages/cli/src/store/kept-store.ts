import type { SigningRole } from "@proviso/record";
import { type KeptCase, readKeptCase } from "@proviso/record/kept";
import { type Author, openWriting, type Writing } from "@proviso/record/writing";
import { type From, isFolderName, readIdentities } from "../case/case-source.ts";
import { type Io, MisuseError } from "../io.ts";
import { type OpenedStore, withStore } from "./place.ts";

/** The options of every call that signs, for `parseArgs`. */
export const SIGNING_OPTIONS = { key: { type: "string" }, role: { type: "string" } } as const;

/** What help says about them. */
export const SIGNING_HELP = `  --key NAME         the key that signs (default: keeper)
  --role ROLE        in what capacity, where the key has several roles
`;

/** A case that is held for writing, as it was read when it was taken. */
export interface HeldCase extends OpenedStore {
  readonly kept: KeptCase;
  readonly writing: Writing;
  readonly identities: readonly string[];
}

/**
 * Takes a case of the store for writing, and reads it once it is taken: nobody else appends to it
 * meanwhile.
 *
 * @throws {MisuseError} where a folder is named: a folder is only read.
 */
export async function withHeldCase<Done>(
  name: string,
  from: From,
  io: Pick<Io, "now">,
  use: (held: HeldCase) => Promise<Done>,
): Promise<Done> {
  if (isFolderName(name)) {
    throw new MisuseError(
      `${name} is a folder: nothing is appended to one.`,
      `Import it first: proviso import case ${name}; then name the case by its id.`,
    );
  }
  const identities = await readIdentities(from.identity);
  return withStore(from.store, async (opened) => {
    const { store, keys } = opened;
    const writing = await openWriting(store, name, { keys, now: io.now });
    try {
      const kept = await readKeptCase(store, name, identities);
      return await use({ ...opened, kept, writing, identities });
    } finally {
      await writing.close();
    }
  });
}

/**
 * The key and the role of a call.
 *
 * @throws {MisuseError} where the key is not here, or it has several roles and none was named.
 */
export async function authorOf(
  { keys, writing }: HeldCase,
  typed: { readonly key?: string | undefined; readonly role?: string | undefined },
): Promise<Author> {
  const name = typed.key ?? "keeper";
  const enrolled = writing.state().ring.keys.find((key) => {
    return key.name === name && key.until === null;
  });
  const signer = await keys.signer(name, enrolled?.publicKey);
  if (signer === null) {
    const here = (await keys.names()).filter((one) => one !== "log").join(", ");
    throw new MisuseError(
      `The key ${name} is not among the keys of this installation.`,
      `Keys here: ${here || "none"}. Enrol one: proviso keys ${writing.terms.case} enrol ${name} ….`,
    );
  }
  return { signer, role: roleOf(name, enrolled?.roles ?? [], typed.role) };
}

function roleOf(
  name: string,
  roles: readonly SigningRole[],
  typed: string | undefined,
): SigningRole {
  const known: readonly string[] = ["observer", "host", "party", "authority", "keeper", "witness"];
  if (typed !== undefined) {
    if (known.includes(typed)) return typed as SigningRole;
    throw new MisuseError(`"${typed}" is no role.`, `Roles: ${known.join(", ")}.`);
  }
  const [only, ...others] = roles;
  if (only !== undefined && others.length === 0) return only;
  // A key that is not enrolled is refused at its place, which says so better.
  if (only === undefined) return "keeper";
  throw new MisuseError(
    `The key ${name} has several roles.`,
    `Name one: --role ${roles.join("|")}.`,
  );
}
