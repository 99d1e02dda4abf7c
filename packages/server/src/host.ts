import { isIP } from "node:net";

const LOOPBACK_NAMES: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** Whether an address is this machine's own, which no other machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether a request's `Host` header names this server. On loopback a page of another origin could
 * otherwise reach it under a name of its own that it lets point here ("DNS rebinding").
 *
 * Where the server listens on an address that other machines reach, it may go by names that it
 * cannot know; any is then accepted.
 */
export function isHostAllowed(header: string | undefined, listening: string): boolean {
  if (!isLoopback(listening)) return header !== undefined;
  if (header === undefined) return false;
  const name = header.replace(/:\d{1,5}$/, "").toLowerCase();
  return LOOPBACK_NAMES.includes(name) || (isIP(name) === 4 && isLoopback(name));
}
