import type { Inquiry } from "@proviso/core";

/** Reads for whom a question is asked: labels with commas; empty for everyone, left out for all. */
export function audienceOf(typed: string | undefined): Pick<Inquiry, "audience"> {
  if (typed === undefined) return {};
  const labels = typed.split(",").map((label) => label.trim());
  return { audience: labels.filter((label) => label !== "") };
}
