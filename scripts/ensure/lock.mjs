import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 200;
const UNNAMED_MS = 5000;

/**
 * Runs one bootstrap at a time in a checkout: two `npm ci` in one folder delete each other's work.
 * A folder is the lock, since making one is atomic; it names its holder, and the lock of a process
 * that no longer lives is taken over.
 *
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function withLock(root, work) {
  const folder = join(root, ".ensure.lock");
  await take(folder);
  try {
    await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function take(folder) {
  let said = false;
  let unnamedSince = 0;
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(join(folder, "pid"), String(process.pid));
      return;
    } catch (cause) {
      if (/** @type {NodeJS.ErrnoException} */ (cause).code !== "EEXIST") throw cause;
    }
    const holder = holderOf(folder);
    // Between the folder and the name in it there is a moment without a name.
    if (holder === undefined) unnamedSince ||= Date.now();
    const isAbandoned =
      holder === undefined ? Date.now() - unnamedSince > UNNAMED_MS : !isAlive(holder);
    if (isAbandoned) rmSync(folder, { recursive: true, force: true });
    else if (!said) {
      said = true;
      process.stderr.write("Another command is preparing this checkout; waiting for it …\n");
    }
    if (!isAbandoned) await sleep(POLL_MS);
  }
}

/** @param {string} folder */
function holderOf(folder) {
  try {
    const holder = Number(readFileSync(join(folder, "pid"), "utf8"));
    return holder > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return /** @type {NodeJS.ErrnoException} */ (cause).code === "EPERM";
  }
}
