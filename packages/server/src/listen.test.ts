import { type FastifyInstance, fastify } from "fastify";
import { afterEach, describe, expect, test } from "vitest";
import { listen } from "./listen.ts";

const apps: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

function app(): FastifyInstance {
  const made = fastify();
  apps.push(made);
  return made;
}

const here = { host: "127.0.0.1", cases: [], store: null };

describe("finding a port", () => {
  test("the next one that is free is taken where none was asked for, and the others are named", async () => {
    const first = await listen(app(), { ...here, port: 0, portAsked: true });
    if (!first.ok) throw new Error(first.message);
    const second = await listen(app(), { ...here, port: first.port, portAsked: false });
    expect(second).toMatchObject({ ok: true, taken: [first.port] });
  });

  test("one that was asked for and is taken is refused, with what to do", async () => {
    const first = await listen(app(), { ...here, port: 0, portAsked: true });
    if (!first.ok) throw new Error(first.message);
    const second = await listen(app(), { ...here, port: first.port, portAsked: true });
    expect(second).toMatchObject({ ok: false, remedy: expect.stringContaining("--port") });
  });

  test("an address that this machine does not have is refused by name", async () => {
    const nowhere = await listen(app(), { ...here, host: "192.0.2.1", port: 0, portAsked: true });
    expect(nowhere).toMatchObject({ ok: false, message: expect.stringContaining("192.0.2.1") });
  });
});
