import { describe, expect, test } from "vitest";
import {
  adopts,
  agreement,
  amendment,
  at,
  isAt,
  reading,
  requires,
  SOMEWHERE,
  undertaking,
} from "../../testing/specimen.ts";
import { entryId, type Id, id, position } from "../evidence/index.ts";
import { editionAt } from "./adoption.ts";
import { codexOf, type Edition } from "./edition.ts";
import type { Entry } from "./entry.ts";
import type { Text } from "./text.ts";

const removal = undertaking("removal");
const weak = requires("removal", isAt("missiles", "island", "absent"));
const strong = requires("removal", isAt("offensive", "island", "absent"));
const stronger = requires("removal", isAt("base", "island", "absent"));

const pact = agreement([removal]);
const us = reading([weak]);
const raise = (name: string, requirement = strong) =>
  amendment(name, "us", [{ op: "raise", requirement, at: SOMEWHERE }]);
const adoption = (name: string, from: string) =>
  adopts(`A-${name}`, `amendments/${name}.proviso`, from);

/** The same text adopted by both parties, as the common text asks. */
const byBoth = (name: string, from: string): readonly Entry[] => [
  adoption(name, from),
  { ...adoption(`${name}`, from), id: entryId(`B-${name}`), by: id("USSR") } as Entry,
];

interface Asked {
  readonly asOf?: string;
  readonly knownAt?: number;
  readonly reading?: string | null;
  readonly under?: string | null;
}

function edition(texts: readonly Text[], entries: readonly Entry[], asked: Asked = {}): Edition {
  const { asOf = "1963-01-01", knownAt = entries.length, reading: read = "us", under } = asked;
  return editionAt(codexOf(texts, entries)!, {
    asOf: at(asOf),
    knownAt: position(knownAt),
    reading: read === null ? null : id(read),
    under: under == null ? null : id(under),
  });
}

const conditionIn = (one: Edition, clause = "removal") =>
  one.requirements.get(id(clause))?.requirement.condition;

describe("codexOf", () => {
  test("without an agreement there is nothing to be judged by", () => {
    expect(codexOf([us], [])).toBeNull();
  });
});

describe("readings", () => {
  test("a reading that nothing adopts stands from the beginning, for who asks under it", () => {
    expect(conditionIn(edition([pact, us], []))).toBe(weak.condition);
    expect(edition([pact, us], []).reading).toBe(us);
    expect(conditionIn(edition([pact, us], [], { reading: null }))).toBeUndefined();
    expect(edition([pact, us], [], { reading: "ussr" }).reading).toBeNull();
  });

  test("a reading that an entry adopts stands from then, and only once that is known", () => {
    const entries = [adopts("A-us", us.file, "1962-10-29")];
    expect(conditionIn(edition([pact, us], entries, { asOf: "1962-10-28" }))).toBeUndefined();
    expect(conditionIn(edition([pact, us], entries, { knownAt: 0 }))).toBeUndefined();
    expect(conditionIn(edition([pact, us], entries))).toBe(weak.condition);
  });

  test("a reading lies on top of what was agreed, as amended, whichever came first", () => {
    const common = amendment("common", "pact", [
      { op: "require", requirement: stronger, at: SOMEWHERE },
    ]);
    const entries = [adopts("A-us", us.file, "1962-10-29"), ...byBoth("common", "1962-11-20")];
    const folded = edition([pact, us, common], entries);
    expect(conditionIn(folded)).toBe(weak.condition);
    expect(folded.requirements.get(id("removal"))?.text).toBe(id("us"));
    const agreed = edition([pact, us, common], entries, { reading: null });
    expect(conditionIn(agreed)).toBe(stronger.condition);
  });

  test("what one side requires is no part of what another asks under", () => {
    const entries = [adoption("1189", "1962-11-03")];
    const texts = [pact, us, raise("1189")];
    expect(edition(texts, entries, { reading: null }).key).toBe("pact");
    expect(edition(texts, entries).key).toBe("pact+us+1189");
  });
});

describe("amendments", () => {
  const texts = [pact, us, raise("1189"), raise("1200", stronger)];

  test("an amendment that no entry adopts changes nothing", () => {
    expect(conditionIn(edition(texts, []))).toBe(weak.condition);
  });

  test("each version stands from an instant and a record position", () => {
    const entries = [adoption("1189", "1962-11-03"), adoption("1200", "1962-11-05")];
    const of = (asked: Asked) => conditionIn(edition(texts, entries, asked));
    expect(of({ asOf: "1962-11-02" })).toBe(weak.condition);
    expect(of({ asOf: "1962-11-03" })).toBe(strong.condition);
    expect(of({ asOf: "1962-11-05" })).toBe(stronger.condition);
    expect(of({ asOf: "1962-11-05", knownAt: 1 })).toBe(strong.condition);
    expect(of({ asOf: "1962-11-05", knownAt: 0 })).toBe(weak.condition);
  });

  test("amendments apply in the order in which they come into force, then of the record", () => {
    const later = [adoption("1189", "1962-11-05"), adoption("1200", "1962-11-03")];
    expect(conditionIn(edition(texts, later))).toBe(strong.condition);
    const together = [adoption("1200", "1962-11-03"), adoption("1189", "1962-11-03")];
    expect(conditionIn(edition(texts, together))).toBe(strong.condition);
  });

  test("a repeal takes the clause and what verifies it away, and an addition brings one", () => {
    const change = amendment("change", "pact", [
      { op: "repeal", id: id("removal"), at: SOMEWHERE },
      { op: "add", declaration: undertaking("halt"), at: SOMEWHERE },
      {
        op: "replace",
        declaration: { ...pact.declarations[0]!, title: "America" } as never,
        at: SOMEWHERE,
      },
    ]);
    const texts = [agreement([removal], [weak]), change];
    const alone = edition(texts, [adoption("change", "1962-11-20")]);
    expect(alone.declarations.has(id("removal"))).toBe(true);
    const amended = edition(texts, byBoth("change", "1962-11-20"));
    expect(amended.declarations.has(id("removal"))).toBe(false);
    expect(amended.requirements.has(id("removal"))).toBe(false);
    expect(amended.declarations.get(id("halt"))?.text).toBe(id("change"));
    expect(amended.declarations.get(id("US"))?.declaration).toMatchObject({ title: "America" });
  });
});

describe("under", () => {
  const texts = [pact, us, raise("1189"), raise("1200", stronger)];
  const entries = [adoption("1189", "1962-11-03"), adoption("1200", "1962-11-05")];

  test("a question may be put to the texts as they stood when one was adopted", () => {
    const of = (under: string) => conditionIn(edition(texts, entries, { under }));
    expect(of("1189")).toBe(strong.condition);
    expect(of("1200")).toBe(stronger.condition);
    expect(of("us")).toBe(weak.condition);
  });

  test("it is so whatever the moment asked about", () => {
    const early = { asOf: "1962-10-01", knownAt: 0, under: "1189" };
    expect(conditionIn(edition(texts, entries, early))).toBe(strong.condition);
  });

  test("a text that no entry adopts leaves the texts in force", () => {
    expect(conditionIn(edition(texts, entries, { under: "1223" }))).toBe(stronger.condition);
  });
});

describe("keys", () => {
  test("editions of the same texts in the same order have the same key, and others do not", () => {
    const entries = [adoption("1189", "1962-11-03")];
    const texts = [pact, us, raise("1189")];
    const keyed = (asOf: string) => edition(texts, entries, { asOf }).key;
    expect(keyed("1962-11-03")).toBe(keyed("1962-12-03"));
    expect(keyed("1962-11-03")).not.toBe(keyed("1962-11-02"));
    expect<readonly Id[]>(edition(texts, entries).adoptions.map(({ text }) => text.id)).toEqual([
      "pact",
      "us",
      "1189",
    ]);
  });
});
