import type { OpenLabel } from "@proviso/record/walk";
import { readIdentities } from "../case/case-source.ts";

/**
 * What deciphers entries for the reader whose age identities a call names; nothing where it names
 * none, so that nobody pays for age who reads in the open.
 *
 * @throws {MisuseError} where a file holds no identity.
 */
export async function openLabelWith(
  files: readonly string[] | undefined,
): Promise<{ readonly open?: OpenLabel }> {
  if (files === undefined) return {};
  const { openFor } = await import("@proviso/record/kept");
  return openFor(await readIdentities(files));
}
