import { Fault } from "@proviso/core/fault";

/** Why something did not arrive; `code` is the server's, or `unreachable`. */
export class CaseError extends Fault {
  /** The part of what was sent that is wrong, like `entries[0]`; `null` where there is none. */
  readonly at: string | null;

  constructor(code: string, message: string, remedy: string, at: string | null = null) {
    super(code, message, remedy);
    this.at = at;
  }
}

/**
 * Asks the server that the page is from.
 *
 * @param path - under its address, like `/api/cases`.
 * @throws {CaseError} with the server's code, what is wrong and what to do; `unreachable` where no
 *   answer came.
 */
export async function askServer(path: string, request: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, request).catch(() => null);
  if (response === null) throw new CaseError("unreachable", "", "");
  if (response.ok) return response;
  throw problemOf((await response.json().catch(() => null)) as unknown);
}

const JSON_WANTED = { headers: { accept: "application/json" } };

/** As `askServer`, for JSON. */
export async function askForJson(
  path: string,
  request: RequestInit = JSON_WANTED,
): Promise<unknown> {
  const response = await askServer(path, request);
  try {
    return await response.json();
  } catch {
    throw new CaseError("unreachable", "", "");
  }
}

/** As `askForJson`, with a body of JSON. */
export function postJson(path: string, body: unknown): Promise<unknown> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  return askForJson(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** As `askServer`, for bytes. */
export async function askForBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await askServer(path)).arrayBuffer());
}

function problemOf(body: unknown): CaseError {
  const { code, title, detail, at } = Object(body) as Readonly<Record<string, unknown>>;
  const word = (value: unknown) => (typeof value === "string" ? value : "");
  return new CaseError(word(code) || "unreachable", word(title), word(detail), word(at) || null);
}
