import { type Inbound, id, instant } from "@proviso/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, test } from "vitest";
import { openCuba } from "../../../testing/real-case.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { type Accounted, Accounts } from "./accounts.tsx";
import { itemsOf } from "./accounts-view.ts";

const NOTHING_INBOUND: Inbound = {
  asOf: instant(0),
  partial: false,
  queue: [],
  decided: [],
  longestWait: null,
  medianWait: null,
};

let opened: OpenedCase;
beforeAll(async () => {
  opened = await openCuba();
});

function shown(items: readonly Accounted[], chosen: Accounted | null): string {
  return renderToStaticMarkup(
    createElement(Accounts, {
      items,
      chosen,
      unknown: null,
      inbound: NOTHING_INBOUND,
      dateline: "",
      clock: opened.clock,
      titleOf: (one) => one,
      link: ({ title }) => title,
    }),
  );
}

describe("the Accounts", () => {
  test("of a case without items say that there is nothing to account for", () => {
    expect(itemsOf({ texts: [] })).toEqual([]);
    const page = shown([], null);
    expect(page).toContain("declares no item");
    expect(page).not.toContain("<table");
  });

  test("of an item that no text in force declares yet say so, and give no balance", () => {
    const tanks = { id: id("tanks"), title: "tanks", account: null };
    const page = shown([tanks], tanks);
    expect(page).toContain("do not declare tanks");
    expect(page).not.toContain("balance-table");
    // What is not known is no 0.
    expect(page).not.toContain(">0<");
  });

  test("of a case name every item once, whichever text declares it", () => {
    const names = itemsOf(opened).map((item) => item.id);
    expect(names).toContain("missiles");
    expect(new Set(names).size).toBe(names.length);
  });
});
