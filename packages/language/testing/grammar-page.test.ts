import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ProvisoGrammar } from "../src/generated/grammar.ts";
import { grammarImages, grammarPage } from "./grammar-page.ts";

const SOURCE = new URL("../src/grammar/proviso.langium", import.meta.url);
const IMAGES = fileURLToPath(new URL("../../../docs/images/grammar/", import.meta.url));
const PAGE = fileURLToPath(new URL("../../../docs/grammar.md", import.meta.url));

describe("docs/grammar.md", () => {
  const page = grammarPage(ProvisoGrammar(), readFileSync(SOURCE, "utf8"));

  // After a change of the grammar: npx vitest run packages/language/testing/grammar-page.test.ts -u
  test("is what the grammar says", async () => {
    await expect(page).toMatchFileSnapshot(PAGE);
  });

  const images = grammarImages(ProvisoGrammar(), readFileSync(SOURCE, "utf8"));

  test.each([...images])("%s draws what the grammar says", async (name, drawn) => {
    await expect(drawn).toMatchFileSnapshot(`${IMAGES}${name}`);
    expect(page).toContain(`(images/grammar/${name})`);
  });

  test("every word of the grammar stands in a diagram", () => {
    const drawn = [...images.values()].join("\n");
    const rules = page.slice(page.indexOf("Document ="));
    for (const [, word] of rules.matchAll(/"([a-z]+)"/g))
      expect(drawn).toContain(`>${word}</text>`);
  });

  test("has every rule that a text can come to", () => {
    const rules = ProvisoGrammar().rules.filter(({ $type }) => $type === "ParserRule");
    for (const { name } of rules) expect(page).toContain(`\n${name} =`);
  });
});
