import { describe, expect, test } from "vitest";
import { judge } from "../testing/judge.ts";
import { lockfile } from "./lockfile.ts";
import { markdown } from "./markdown.ts";
import { names } from "./names.ts";
import { places } from "./places.ts";

describe("names", () => {
  test.each([
    "packages/core/src/utils.ts",
    "packages/core/src/helpers/a.ts",
    "packages/web/src/common/a.ts",
    "packages/web/src/date-utils.ts",
    "packages/web/src/caseManager.ts",
    "packages/web/src/v2/a.ts",
  ])("refuses %s", (path) => expect(judge(names, path, "")).toHaveLength(1));
  test.each(["packages/core/src/time/zone.ts", "docs/glossary.md", "packages/web/src/commons.ts"])(
    "accepts %s",
    (path) => expect(judge(names, path, "")).toEqual([]),
  );
});

describe("places", () => {
  const machine = ["/ho", "me/someone/proviso"].join("");
  const registry = ["https://regis", "try.example.org/a"].join("");
  test("finds a path of one machine", () => {
    expect(judge(places, "a.md", `See ${machine}.`)).toHaveLength(1);
  });
  test("finds a package registry", () => {
    expect(judge(places, "a.md", `\n${registry}`)).toHaveLength(1);
  });
  test.each(["/usr/bin/chromium", "packages/home/a", "https://example.org/home/a", "./work/a"])(
    "says nothing about %s",
    (text) => expect(judge(places, "a.md", text)).toEqual([]),
  );
});

describe("lockfile", () => {
  test("finds an address, and leaves links within the workspace", () => {
    const text = '"resolved": "https://example.org/a.tgz",\n"resolved": "packages/core",';
    expect(judge(lockfile, "package-lock.json", text)).toHaveLength(1);
  });
});

describe("markdown", () => {
  const others = { "docs/b.md": "# B\n\n## How it flows, and why\n", "docs/adr/0001-a.md": "" };
  const linked = (target: string) =>
    judge(markdown, "docs/a.md", `# A\n\n[b](${target})\n`, others);

  test("a document has exactly one title", () => {
    expect(judge(markdown, "a.md", "# A\n\n# B\n")).toHaveLength(1);
    expect(judge(markdown, "a.md", "text\n")).toHaveLength(1);
    expect(judge(markdown, "a.md", "# A\n\n```sh\n# not a title\n```\n")).toEqual([]);
  });
  test.each(["b.md", "./b.md", "adr/", "b.md#how-it-flows-and-why", "#a", "https://example.org"])(
    "%s leads somewhere",
    (target) => expect(linked(target)).toEqual([]),
  );
  test.each(["c.md", "../b.md", "b.md#nowhere", "#nowhere", "img/a.png"])(
    "%s leads nowhere",
    (target) => expect(linked(target)).toHaveLength(1),
  );
  test("a link in code is not a link", () => {
    expect(judge(markdown, "a.md", "# A\n\n`[b](c.md)`\n")).toEqual([]);
  });
});
