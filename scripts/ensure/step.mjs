import { spawn } from "node:child_process";

/**
 * Runs one command of the bootstrap and says so while it lasts. What the command prints is kept
 * and shown only when it fails: a newcomer reads one line a step.
 *
 * @param {string} title what is being done, as a person would say it
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, shell?: boolean }} options
 * @returns {Promise<void>} rejects with the command's own output when it fails
 */
export function step(title, command, args, options) {
  return new Promise((resolve, reject) => {
    const began = Date.now();
    const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
    const line = progress(title, seconds);
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (cause) => {
      line.end(`failed: ${cause.message}`);
      reject(new Error(`${title} could not start: ${cause.message}`, { cause }));
    });
    child.on("close", (code) => {
      line.end(code === 0 ? `done in ${seconds()}` : `failed after ${seconds()}`);
      if (code === 0) resolve();
      else reject(new Error(`${output.trim()}\n\n${title} failed (exit ${code}).`));
    });
  });
}

/**
 * On a terminal, one line that counts the seconds; elsewhere, a line when it begins and one when
 * it ends, so that a log stays readable.
 *
 * @param {string} title
 * @param {() => string} seconds
 */
function progress(title, seconds) {
  const { stderr } = process;
  if (!stderr.isTTY) {
    stderr.write(`${title} …\n`);
    return { end: (/** @type {string} */ word) => void stderr.write(`${title}: ${word}\n`) };
  }
  const draw = () => stderr.write(`\r${title} … ${seconds()}`);
  draw();
  const timer = setInterval(draw, 1000);
  return {
    end: (/** @type {string} */ word) => {
      clearInterval(timer);
      stderr.write(`\r${title}: ${word}          \n`);
    },
  };
}
