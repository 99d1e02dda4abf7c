import type { OpenedLabel } from "@proviso/record/bundle";
import { readIdentities } from "../case/case-source.ts";

/** Deciphers entries under labels; see `BundleTrust` and `FsckOptions`. */
export type OpenLabel = (label: string, digest: string, kept: Uint8Array) => Promise<OpenedLabel>;

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
  const identities = await readIdentities(files);
  const { openLabelled } = await import("@proviso/record/label");
  return {
    open: async (_label, digest, ciphertext) => {
      const opened = await openLabelled({ digest, ciphertext }, identities);
      if (opened.ok) return { kind: "opened", envelope: opened.envelope };
      const { code, message } = opened.rejection;
      return code === "not-a-reader" ? { kind: "not-a-reader" } : { kind: "altered", message };
    },
  };
}
