import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { HOLDING_AREAS, proviso } from "../../testing/proviso.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

let running: ChildProcess | null = null;

afterEach(() => {
  running?.kill("SIGKILL");
  running = null;
});

/** Starts `proviso serve` and waits for the address that it prints. */
async function served(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, "serve", ...args]);
  running = child;
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const address = /http:\/\/\S+/.exec(said);
    if (address !== null) return address[0];
  }
  throw new Error(`It ended without an address: ${said}`);
}

describe("serve", () => {
  test("serves a case until it is told to end", async () => {
    const address = await served(HOLDING_AREAS, "--port", "0");
    const answer = await fetch(`${address}/api/cases`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("holding-areas");
    const ended = once(running as ChildProcess, "exit");
    running?.kill("SIGTERM");
    const [code] = await ended;
    expect(code).toBe(0);
    await expect(fetch(`${address}/api/cases`)).rejects.toThrow();
  });

  test.each([
    [["serve", "./no-such-folder", "--port", "0"], 1],
    [["serve", "no-such-case", "--port", "0"], 2],
    [["serve", HOLDING_AREAS, "--port", "nineteen"], 2],
    [["serve", HOLDING_AREAS, HOLDING_AREAS], 2],
  ])("%j ends with the code of what is wrong", async (args, expected) => {
    const { code, err } = await proviso(...args);
    expect(code).toBe(expected);
    expect(err).not.toBe("");
  });
});
