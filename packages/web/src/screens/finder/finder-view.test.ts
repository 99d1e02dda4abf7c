import { beforeAll, describe, expect, test } from "vitest";
import { openCuba } from "../../../testing/real-case.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { type Findable, find, findables } from "./finder-view.ts";

let cuba: OpenedCase;
let all: readonly Findable[];
beforeAll(async () => {
  cuba = await openCuba();
  const titles = new Map(
    cuba.texts.flatMap((text) =>
      text.kind === "amendment"
        ? []
        : text.declarations.flatMap((one) =>
            "title" in one ? [[one.id, one.title] as const] : [],
          ),
    ),
  );
  all = findables(cuba, (id) => titles.get(id) ?? id);
});

describe("the finder", () => {
  test("finds a place without its accents, in any case", () => {
    expect(find(all, "SAN JULIAN")[0]).toMatchObject({ kind: "place", title: "San Julián" });
  });

  test("finds an entry by its id, and a clause by a word of its title", () => {
    const [entry] = find(all, "O-0001");
    expect(entry?.leadsTo).toEqual({ to: "entry", id: "O-0001" });
    expect(find(all, "quarantine").some(({ kind }) => kind === "clause")).toBe(true);
  });

  test("every word asked for must be there, in whatever order", () => {
    const hits = find(all, "bombers julian");
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ text }) => text.includes("bombers") && text.includes("julian"))).toBe(
      true,
    );
  });

  test("lists a clause once, though an amendment replaces it", () => {
    const clauses = all.filter(({ kind }) => kind === "clause").map(({ detail }) => detail);
    expect(new Set(clauses).size).toBe(clauses.length);
  });

  test("finds nothing of which nothing is known, and shows some of all before anything is asked", () => {
    expect(find(all, "zeppelin")).toEqual([]);
    expect(find(all, "  ").length).toBeGreaterThan(0);
  });
});
