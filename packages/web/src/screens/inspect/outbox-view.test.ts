import type { Protocol } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import { countProtocol } from "../../../testing/protocols.ts";
import { emptyDraft } from "./form.ts";
import { type Answer, type Frozen, type Inspection, newHead, stateOf } from "./item.ts";
import { isHeld, outboxView, sendable } from "./outbox-view.ts";
import { agree, codeOf, isRevealed, readCode, sayFigure } from "./twice.ts";

let protocol: Protocol;
beforeAll(async () => {
  protocol = await countProtocol();
});

const key = (letter: string) => letter.repeat(32);
const say = (at: number) => String(at);

function inspection(letter: string, change: Partial<Inspection> = {}): Inspection {
  return {
    ...newHead("cuba-1962", "O", key(letter), 1),
    kind: "inspection",
    protocol,
    draft: emptyDraft(protocol, "1962-11-09 14:00"),
    photographs: [],
    remark: "",
    twice: null,
    ...change,
  };
}

function frozenAt(at: number): Frozen {
  const device = { name: "tablet", origin: "log" };
  return { device, role: "observer", entry: {}, stated: null, checkpoint: null, at };
}

function signed(letter: string, at: number, change: Partial<Inspection> = {}): Inspection {
  const envelope = new Uint8Array(1);
  const place = { origin: "log", device: "tablet", key: key(letter), entry: "O" };
  const entry = { digest: letter.repeat(64), counter: at, envelope, label: null, ...place };
  return inspection(letter, { frozen: frozenAt(at), signed: entry, ...change });
}

const RECEIPT = { index: 7, received: "2026-01-05T10:11:12.345Z", repeated: false };
const TWICE = { turn: "first", other: null, code: "" } as const;

describe("the outbox", () => {
  test("has every item in exactly one of its parts", () => {
    const about = inspection("d", { frozen: frozenAt(4) });
    const items = [inspection("a"), signed("b", 2), signed("c", 3, { receipt: RECEIPT }), about];
    const view = outboxView(items, say);
    const ids = (["draft", "ready", "sent"] as const).map((state) =>
      view[state].map(({ id }) => id),
    );
    expect(ids).toEqual([[key("a")], [key("b"), key("d")], [key("c")]]);
    expect(stateOf(about)).toBe("ready");
  });

  test("sends in the order of signing, and what is not signed or has arrived not at all", () => {
    const items = [
      signed("c", 9),
      inspection("a"),
      signed("b", 2),
      signed("e", 1, { receipt: RECEIPT }),
      inspection("d", { frozen: frozenAt(3) }),
    ];
    expect(sendable(items).map(({ id }) => id)).toEqual([key("b"), key("c")]);
  });

  test("says which number of its key is missing for ever once a signed item is deleted", () => {
    expect(outboxView([signed("b", 12)], say).ready[0]?.sure).toMatch(/Number 12 of this key/);
    expect(outboxView([inspection("a")], say).draft[0]?.sure).toMatch(
      /What is written in it is lost/,
    );
  });

  test("says that an entry had arrived before, and is one", () => {
    const item = signed("c", 3, { receipt: { ...RECEIPT, repeated: true } });
    expect(outboxView([item], say).sent[0]?.detail).toMatch(/it is one entry/);
  });
});

describe("one count of a blind double count", () => {
  const first = () => signed("a", 1, { twice: TWICE });

  test("is hidden and held back once it is signed, with whatever answers it", () => {
    const item = first();
    const answer: Answer = {
      ...newHead("cuba-1962", "C", key("f"), 1),
      ...{ kind: "answer", of: item.id, ofEntry: item.entry, answer: "countersignature", text: "" },
      frozen: frozenAt(2),
      signed: item.signed,
    };
    const items = [item, answer];
    expect(isRevealed(item, items)).toBe(false);
    expect(isHeld(answer, items)).toBe(true);
    expect(sendable(items)).toEqual([]);
    expect(outboxView(items, say).ready[0]?.title).toMatch(/hidden until both counts are signed/);
  });

  test("is in the open while its own inspector writes it", () => {
    const item = inspection("a", { twice: TWICE });
    expect(isRevealed(item, [item])).toBe(true);
  });

  test("is released by the other's signature, and not by its draft", () => {
    const item = signed("a", 1, { twice: { ...TWICE, other: key("b") } });
    const turn = { turn: "second", other: key("a"), code: "" } as const;
    expect(isRevealed(item, [item, inspection("b", { twice: turn })])).toBe(false);
    expect(isRevealed(item, [item, signed("b", 2, { twice: turn })])).toBe(true);
  });

  test("is released by the code of a count on another device, and by nothing like it", () => {
    const other = codeOf(signed("b", 1)) ?? "";
    expect(readCode(other)).toEqual({ entry: "O-bbbbbbbb", digest: "b".repeat(16) });
    const told = (code: string) => isRevealed(signed("a", 1, { twice: { ...TWICE, code } }), []);
    expect(told(other)).toBe(true);
    expect(told(other.slice(0, -1))).toBe(false);
    expect(told("O-bbbbbbbb")).toBe(false);
  });

  test("agrees with the other where one number fits both", () => {
    expect(agree({ low: 4, high: 4 }, { low: 4, high: 4 })).toBe(true);
    expect(agree({ low: 3, high: 5 }, { low: 5, high: 6 })).toBe(true);
    expect(agree({ low: 4, high: 4 }, { low: 5, high: 5 })).toBe(false);
    expect(sayFigure({ low: 3, high: 5 })).toBe("3 to 5");
  });
});
