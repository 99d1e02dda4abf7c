import { expect, test } from "vitest";
import { buildEnvironment } from "./web-app.mjs";

test("the web app is built as it is to be used, whoever builds it", () => {
  const built = buildEnvironment({ NODE_ENV: "test", PATH: "/bin" });
  expect(built).toEqual({ NODE_ENV: "production", PATH: "/bin" });
});
