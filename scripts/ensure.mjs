import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const stamp = "node_modules/.lock-hash";
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  const done = spawnSync(
    process.env.npm_node_execpath ?? process.execPath,
    [process.env.npm_execpath, "ci"],
    { stdio: "inherit" },
  );
  if (done.status !== 0) process.exit(done.status ?? 1);
  writeFileSync(stamp, lock);
}
