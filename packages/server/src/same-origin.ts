import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request that writes comes from a page of this server's, or from no page at all. Every
 * browser says where such a request is from, so that no other page can write in a user's name; a
 * program that is no browser says nothing.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
