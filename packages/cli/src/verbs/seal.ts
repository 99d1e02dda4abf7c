import { randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { entryId, id } from "@proviso/core";
import type { Seal } from "@proviso/record";
import {
  type Declaration,
  formatSecret,
  roomFor,
  type SealTerms,
  sealDeclaration,
} from "@proviso/record/seal";
import { FROM_HELP, FROM_OPTIONS } from "../case/case-source.ts";
import { EXIT, MisuseError } from "../io.ts";
import { authorOf, SIGNING_HELP, SIGNING_OPTIONS, withHeldCase } from "../store/kept-store.ts";
import { sayKept } from "../store/say-kept.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso seal inventory.json --case ford-2031 --by Arden --type gun-inventory --key arden --secret arden.secret

Commits a party to a declaration without showing it: the record holds a salted commitment, the
secret file opens it item by item or site by site. Without the secret nobody can; keep it well.

  FILE               JSON: [{"site":"orchard","items":[{"id":"gun-1","content":"…"}]}]
  --case CASE        the case, of the store
  --by PARTY         the party that declares
  --type NAME        what is declared: gun-inventory
  --secret FILE      where what opens it is written (0600); it must not be there yet
  --id ID            the id of the entry (default: S- and its index)
${SIGNING_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

/** `proviso seal`: a sealed declaration. */
export const seal: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...FROM_OPTIONS,
      ...SIGNING_OPTIONS,
      case: { type: "string" },
      by: { type: "string" },
      type: { type: "string" },
      secret: { type: "string" },
      id: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["FILE"]);
    const [file = ""] = words;
    const { case: name, by, type: statementType, secret: path } = typed;
    if (
      name === undefined ||
      by === undefined ||
      statementType === undefined ||
      path === undefined
    ) {
      throw new MisuseError(
        "--case, --by, --type and --secret are needed.",
        "proviso seal --help.",
      );
    }
    const declaration = await readDeclaration(file);
    return withHeldCase(name, typed, io, async (held) => {
      const { origin } = held.writing.terms;
      const author = await authorOf(held, typed);
      const room = roomFor(declaration);
      const terms: SealTerms = { origin, case: name, by, statementType, ...room };
      const sealed = sealDeclaration(declaration, terms, (length) => {
        return new Uint8Array(randomBytes(length));
      });
      const entry: Seal = {
        kind: "seal",
        id: entryId(typed.id ?? `S-${held.writing.size()}`),
        known: io.now(),
        by: id(by),
        statementType,
        sites: room.sites,
        itemsPerSite: room.itemsPerSite,
        itemBytes: room.itemBytes,
        root: sealed.root,
      };
      // The secret first: a commitment that nobody can open would be worth nothing.
      await writeSecret(path, formatSecret(sealed.secret));
      const draft = { entry, label: null, stated: null, key: `seal-${entry.id}`, series: null };
      const kept = await held.writing.append([draft], author);
      sayKept(io, name, [entry], kept, typed.json === true);
      return EXIT.ok;
    });
  },
};

async function readDeclaration(file: string): Promise<Declaration> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch {
    throw unfit(file);
  }
  if (!Array.isArray(value) || !value.every(isSite)) throw unfit(file);
  return value;
}

function isSite(value: unknown): value is Declaration[number] {
  const { site, items } = Object(value) as Readonly<Record<string, unknown>>;
  return typeof site === "string" && Array.isArray(items) && items.every(isItem);
}

function isItem(value: unknown): boolean {
  const { id: name, content } = Object(value) as Readonly<Record<string, unknown>>;
  return typeof name === "string" && typeof content === "string";
}

function unfit(file: string): MisuseError {
  return new MisuseError(
    `${file} holds no declaration.`,
    'Write [{"site":"orchard","items":[{"id":"gun-1","content":"…"}]}].',
  );
}

async function writeSecret(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const handle = await open(path, "wx", 0o600);
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
  } catch {
    throw new MisuseError(`${path} cannot be made, or is there already.`, "Name another file.");
  }
}
