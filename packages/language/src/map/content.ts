import { type Content, STAGES } from "@proviso/core";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { WANTED } from "../link/linker.ts";
import { type Mapping, placeOfWord, textOf } from "./values.ts";

/** What is undertaken, whether once or on and on, and how it is called. */
export interface ContentAndForm {
  readonly content: Content;
  readonly form: "achieve" | "keep" | "refrain";
  readonly title: string;
}

/** The parts that say what is undertaken. */
export type ContentPart =
  | ast.RemovalPart
  | ast.MovePart
  | ast.NoEntryPart
  | ast.PresencePart
  | ast.ActPart;

/** Reads what is undertaken. */
export function contentOf(mapping: Mapping, part: ContentPart): ContentAndForm {
  const { link } = mapping;
  if (part.$type === "ActPart") {
    const text = textOf(part.text);
    const form = part.achieve ? (part.refrain ? "refrain" : "achieve") : "keep";
    // Without its *not* the title would say the contrary of what is undertaken.
    const title = form === "refrain" ? `not to ${text}` : text;
    return { content: { kind: "act", text }, form, title };
  }
  const subject = link.id(part.subject, WANTED.thing);
  const what = link.titleOf(subject);
  if (part.$type === "MovePart") {
    const from = link.id(part.from, WANTED.territory);
    const to = link.id(part.to, WANTED.territory);
    const title = `the move of ${what} from ${link.titleOf(from)} to ${link.titleOf(to)}`;
    return { content: { kind: "move", subject, from, to }, form: "achieve", title };
  }
  const place = link.id(part.place, WANTED.territory);
  const where = link.titleOf(place);
  switch (part.$type) {
    case "RemovalPart": {
      const through = part.stages.map((stage, i) => checkedStage(mapping, stage, part, i));
      const content: Content = { kind: "remove", subject, from: place, through };
      return { content, form: "achieve", title: `the removal of ${what} from ${where}` };
    }
    case "NoEntryPart": {
      const content: Content = { kind: "no-entry", subject, place };
      return { content, form: "refrain", title: `no entry of ${what} into ${where}` };
    }
    case "PresencePart": {
      if (part.absent) {
        const content: Content = { kind: "absent", subject, place };
        return { content, form: "refrain", title: `the absence of ${what} from ${where}` };
      }
      const content: Content = { kind: "present", subject, place };
      return { content, form: "keep", title: `the presence of ${what} at ${where}` };
    }
  }
}

function checkedStage(
  mapping: Mapping,
  stage: string,
  part: ast.RemovalPart,
  index: number,
): string {
  if (STAGES.some((one) => one === stage)) return stage;
  mapping.report(
    "unknown-stage",
    placeOfWord(mapping.file, part, "stages", index),
    `There is no stage \`${stage}\`.`,
    didYouMean(stage, STAGES, `Write one of: ${STAGES.join(", ")}.`),
  );
  return stage;
}
