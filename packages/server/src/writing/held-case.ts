import type { Instant } from "@proviso/core";
import type { ParsedTexts } from "@proviso/language";
import type { SourceFile } from "@proviso/record";
import type { KeyFolder } from "@proviso/record/installation";
import { CaseDocuments, corruptAt, termsOfCase, textsOf, walkKept } from "@proviso/record/kept";
import type { KeptRecord } from "@proviso/record/store";
import {
  type GateState,
  giveBackOnFailure,
  type TakenRecord,
  type Tip,
  takeUp,
} from "@proviso/record/writing";
import { StandingCase } from "./standing-case.ts";
import type { WritableStore } from "./writable-store.ts";

/** What a case is written with. */
export interface WritingParts {
  readonly store: WritableStore;
  readonly keys: KeyFolder;
  readonly now: () => Instant;
  readonly texts: (files: readonly SourceFile[]) => ParsedTexts;
  /** Is told how many entries a case has once there are more, and must not throw. */
  readonly told: (name: string, size: number) => void;
}

/** The right to append to a case, with what new entries are held against. */
export interface HeldCase {
  readonly taken: TakenRecord;
  readonly standing: StandingCase;
  readonly files: CaseDocuments;
  readonly parsed: ParsedTexts;
}

/** A case as it was when it was last held, to go on from. */
export interface CaseMemory {
  readonly before: Tip<GateState>;
  readonly held: HeldCase;
}

/**
 * Takes the right to append to a case, and reads what has come to it since it was last held.
 *
 * @throws {StoreError} `STORE_HELD`; and whatever else keeps it from being written to.
 */
export async function holdCase(
  name: string,
  { store: writable, keys, now, texts }: WritingParts,
  memory: CaseMemory | null,
): Promise<HeldCase> {
  const { store, leave } = await writable.enter();
  try {
    // While others write to the same store it stays open: the right would be kept for ever.
    return await giveBackOnFailure(await store.hold(name), async (hold) => {
      const { record } = hold;
      const files = memory?.held.files ?? new CaseDocuments();
      await files.catchUp(record);
      const terms = await termsOfCase(record, files.files);
      const before = memory?.before ?? null;
      const taken = await takeUp(hold, terms, files.files, { keys, now }, before);
      const release = async () => {
        await taken.release();
        await leave();
      };
      return {
        taken: { ...taken, release },
        standing: await standingAt(record, taken, memory),
        files,
        parsed: texts(textsOf(files.files)),
      };
    });
  } catch (cause) {
    await leave();
    throw cause;
  }
}

/** What new entries are held against: as it is remembered, and what has come since. */
async function standingAt(
  record: KeptRecord,
  { terms, isAsRemembered }: TakenRecord,
  memory: CaseMemory | null,
): Promise<StandingCase> {
  // A record that is not the one remembered was read anew: so is what is held against it.
  const known = isAsRemembered ? memory : null;
  const standing = known?.held.standing ?? new StandingCase();
  const size = known?.before.tree.size ?? 0;
  const how = { verify: "none", refuse: corruptAt, range: { begin: size } } as const;
  for await (const { leaf, said } of walkKept(record, terms, how)) {
    if (said !== null && leaf.label === null) standing.take([said.statement.entry]);
  }
  return standing;
}
