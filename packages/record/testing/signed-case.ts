import { join } from "node:path";
import { type Id, id } from "@proviso/core";
import { encodeText } from "../src/log/index.ts";
import { KEEPER, type KeyFolder, keyOf, openKeys } from "../src/store/installation/index.ts";
import { notCommitted } from "../src/store/rows.ts";
import type { RecordStore } from "../src/store/store.ts";
import { type Author, type Draft, importCase, type WritingOptions } from "../src/writing/index.ts";
import { HERE, RECEIVED, report } from "./envelope/signed-record.ts";

/** The name of the tests' case. */
export const NAME: string = HERE.case;

const METADATA = {
  id: id(NAME) as Id,
  title: "The ford",
  zone: HERE.zone,
  language: "en",
  reconstructed: false,
  signatures: "none",
  reading: null,
} as const;

/** What the tests' case is written with, its keys in a folder of their own. */
export function writingIn(home: string): WritingOptions & { readonly keys: KeyFolder } {
  return { keys: openKeys(join(home, "keys")), now: () => RECEIVED };
}

/** Founds the tests' case as an import does: two signed entries, and `case.json`. */
export async function foundCase(store: RecordStore, options: WritingOptions): Promise<void> {
  const { zone, ...more } = METADATA;
  const file = JSON.stringify({ ...more, zone: zone.name, reading: undefined });
  const stored = {
    ...{ case: METADATA, files: [], recordFile: "record.jsonl", recordSource: () => "" },
    ...{ entries: [], lines: [], registers: [], diagnostics: [] },
  };
  const files = new Map([["case.json", encodeText(file)]]);
  await importCase(
    store,
    { metadata: METADATA, agreement: HERE.agreement, stored, files },
    options,
  );
}

/** Something between a store and its file that makes commits fail while it is told to. */
export function failingCommits(store: RecordStore): {
  readonly store: RecordStore;
  /** Before it is carried out, or after: then only the answer is lost. `null` for no more. */
  readonly fail: (side: "before" | "after" | null) => void;
} {
  let failing: "before" | "after" | null = null;
  return {
    store: {
      ...store,
      hold: async (name) => {
        const hold = await store.hold(name);
        return {
          ...hold,
          commit: async (batch) => {
            if (failing === "before") throw notCommitted(new Error("disk I/O error"));
            await hold.commit(batch);
            if (failing === "after") throw notCommitted(new Error("disk I/O error"));
          },
        };
      },
    },
    fail: (side) => {
      failing = side;
    },
  };
}

/** The keeper of the tests' case. */
export async function keeper({ keys }: WritingOptions): Promise<Author> {
  return { signer: await keyOf(keys, KEEPER), role: "keeper" };
}

/** A report under an id, to be signed. */
export function draft(name: string, more: Partial<Draft> = {}): Draft {
  return { entry: report(name), label: null, stated: null, key: name, series: null, ...more };
}
