import { describe, expect, test } from "vitest";
import { isRecent } from "./runtime.mjs";

describe("isRecent", () => {
  test.each(["22.18.0", "22.20.1", "24.0.0", "26.3.0"])("%s runs TypeScript as it stands", (v) => {
    expect(isRecent(v)).toBe(true);
  });
  test.each(["18.20.0", "20.20.2", "22.17.9"])("%s does not", (version) => {
    expect(isRecent(version)).toBe(false);
  });
});
