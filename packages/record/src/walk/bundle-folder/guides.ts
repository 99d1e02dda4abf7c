import { readFile } from "node:fs/promises";
import type { BundleContent } from "../bundle/index.ts";

/** What every bundle has for a person: how to check it, and a checker that shares nothing with us. */
export async function readGuides(): Promise<BundleContent["guides"]> {
  const [readme, checker] = await Promise.all(
    ["./guide.md", "./check.mjs"].map((file) => readFile(new URL(file, import.meta.url), "utf8")),
  );
  return { readme: readme ?? "", checker: checker ?? "" };
}
