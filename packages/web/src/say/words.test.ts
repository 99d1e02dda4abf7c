import { expect, test } from "vitest";
import { words } from "./words.ts";

test("a state is named with its article where its name has one", () => {
  expect(words.review.undertook("Soviet Union")).toBe("Undertaken by the Soviet Union");
  expect(words.review.holds("Republic of Türkiye")).toBe(
    "Held in return by the Republic of Türkiye",
  );
});

test("a state of one word has no article", () => {
  expect(words.review.undertook("Ukraine")).toBe("Undertaken by Ukraine");
});
