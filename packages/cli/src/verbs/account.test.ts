import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { call, HOLDING_AREAS } from "../../testing/proviso.ts";

const CUBA = fileURLToPath(new URL("../../../../cases/cuba-1962", import.meta.url));
const SYRIA = fileURLToPath(new URL("../../../../cases/syria-2013", import.meta.url));
const at = (moment: string) => ["--as-of", moment, "--known-at", moment] as const;

describe("account", () => {
  test("on 9 November has 38 of 42 counted out, 4 unaccounted for, and Labinsk short", async () => {
    const { code, out } = await call("account", CUBA, "missiles", ...at("1962-11-09 18:00"));
    expect(code).toBe(0);
    expect(out).toMatch(/declared +42 +O-0117/);
    expect(out).toMatch(/estimated +42 +O-0118/);
    expect(out).toMatch(/counted out +38\n/);
    expect(out).toMatch(/in place +– +nothing is reported/);
    expect(out).toMatch(/unaccounted for +4 +declared, and not seen anywhere/);
    expect(out).toMatch(/Labinsk +2 +0 +2 short of what is declared \(O-0179\)/);
    expect(out).toMatch(
      /90\.5 % +counted out +declared \(42\) +9 Nov 1962, 18:00 +worked out here/,
    );
    expect(out).toContain("No serials, seals or tags to compare");
  });

  test("on 15 November has 38 of 42 still: that all are out is concluded and not counted", async () => {
    const { out } = await call("account", CUBA, "missiles", ...at("1962-11-15 18:00"));
    expect(out).toMatch(/counted out +38\n/);
    expect(out).toMatch(/in place +– +nothing is reported/);
    expect(out).toMatch(/unaccounted for +4 +declared, and not seen anywhere/);
    expect(out).toContain("4 to go: declared, and not counted out");
  });

  test("of what nobody declares is over and says why", async () => {
    const { out } = await call("account", SYRIA, "consignments", "--as-of", "2014-07-01");
    expect(out).toMatch(/seen +18 +and nothing is declared to hold it against/);
    expect(out).toMatch(/counted out +– +nothing is reported/);
    expect(out).toContain("Nobody reports that any was counted out.");
    expect(out).not.toMatch(/−|unaccounted|0 %/);
    expect(out).toContain("Nothing is declared to hold it to.");
  });

  test("in JSON has the documented shape, and a balance that holds", async () => {
    const { out } = await call("account", CUBA, "missiles", "--json", ...at("1962-11-09 18:00"));
    const { account, knownAt } = JSON.parse(out);
    expect(knownAt).toBeGreaterThan(0);
    expect(Object.keys(account)).toEqual([
      "item",
      "title",
      "unit",
      "asOf",
      "partial",
      "level",
      "k",
      "columns",
      "unreported",
      "balance",
      "lines",
      "ships",
      "total",
      "differences",
      "identity",
      "percentages",
      "material",
      "doubles",
      "bookings",
      "leftOut",
    ]);
    const { declared, inPlace, inTransit, countedOut, destroyed, unaccountedFor } = account.balance;
    const terms = [inPlace, inTransit, countedOut, destroyed, unaccountedFor];
    expect(terms.reduce((sum, { value }) => sum + value, 0)).toBe(declared.value);
  });

  test("for an audience says that it is partial", async () => {
    const { out } = await call("account", CUBA, "missiles", "--for", "", "--json");
    expect(JSON.parse(out).account.partial).toBe(true);
  });

  test("of what is no item is a wrong call, and names the items", async () => {
    const { code, err } = await call("account", CUBA, "submarines");
    expect(code).toBe(2);
    expect(err).toContain('declare no item "submarines"');
    expect(err).toContain("Items: missiles, warheads, bombers, support.");
  });

  test("of a term is a wrong call: each class has an account of its own", async () => {
    expect((await call("account", CUBA, "offensive")).code).toBe(2);
  });

  test("of a case of another kind is drawn up as well", async () => {
    const { code, err } = await call("account", HOLDING_AREAS, "nothing");
    expect(code).toBe(2);
    expect(err).toMatch(/Items: |no item/);
  });
});
