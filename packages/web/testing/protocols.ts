import { editionAt, type Protocol, position, protocolsOf } from "@proviso/core";
import { openCuba } from "./real-case.ts";

/** The protocols of the Cuba case, as its texts stand when its record ends. */
export async function cubaProtocols(): Promise<readonly Protocol[]> {
  const opened = await openCuba();
  const knownAt = position(opened.entries.length);
  const asOf = opened.timeline.now;
  const { reading } = opened;
  return protocolsOf(editionAt(opened.codex, { asOf, knownAt, reading, under: null }));
}

/** The count of missiles on departing ships (T30). */
export async function countProtocol(): Promise<Protocol> {
  const found = (await cubaProtocols()).find(({ id }) => id === "removal/3");
  if (found === undefined) throw new Error("The Cuba case asks for no count.");
  return found;
}

/** A protocol under which observers may learn number and class alone (T31). */
export function onlyNumberAndClass(protocol: Protocol): Protocol {
  const may = ["number", "class"] as const;
  return {
    ...protocol,
    learning: "number and class",
    mayLearn: may,
    fields: protocol.fields.filter(
      ({ name, learns }) =>
        name !== "remark" && (learns === null || learns === "number" || learns === "class"),
    ),
  };
}
