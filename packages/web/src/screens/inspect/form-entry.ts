import {
  type FieldName,
  formatUtc,
  type Protocol,
  type ProtocolAnswers,
  type ProtocolField,
  protocolReport,
} from "@proviso/core";
import type { Clock } from "../../say/clock.ts";
import { answerTo, linesOf, numberIn } from "./form.ts";
import type { Draft, EntryJson, Photograph, Sureness } from "./item.ts";

/** What an entry is made from beside its form, which has no problems. */
export interface EntryParts {
  readonly protocol: Protocol;
  readonly draft: Draft;
  readonly photographs: readonly Photograph[];
  /** Its id on the record. */
  readonly entry: string;
  /** Whether its observer knew of no other count of the same thing. */
  readonly blind: boolean;
  /** The name of the key that signs it, and the person who holds it. */
  readonly key: string;
  readonly person: string;
  readonly clock: Pick<Clock, "read">;
}

/** Credibility, by what the observer says of how well it was seen. */
const CREDIBILITY: Readonly<Record<Exclude<Sureness, "">, number>> = {
  each: 2,
  most: 3,
  doubtful: 4,
};

/** On what grounds a report is graded by which nobody but its observer stands (ADR 0121). */
const WHY: Readonly<Record<Exclude<Sureness, "">, string>> = {
  each: "signed by an enrolled observer, who says that each was seen, uncovered and near",
  most: "signed by an enrolled observer, who says that some was seen from afar or under covers",
  doubtful: "signed by an enrolled observer, who says that it was seen badly",
};

/**
 * The observation that a form makes, without `known`. It holds what the protocol's fields asked for
 * and nothing else: an answer to a question that was not asked is not in it (T31).
 */
export function entryOf(parts: EntryParts): EntryJson {
  const { protocol, draft, photographs, entry, key, person } = parts;
  const sureness = draft.sureness === "" ? "doubtful" : draft.sureness;
  const read = readerOf(protocol, draft);
  const technical = read.yesOrNo("technical");
  const mayPicture = protocol.fields.some(({ name }) => name === "photograph");
  const attachments = mayPicture ? photographs : [];
  return compact({
    v: 1,
    id: entry,
    kind: "observation",
    valid: validOf(draft, parts.clock),
    report: protocolReport(protocol, read, parts.blind),
    method: read.text("method"),
    observers: [
      compact({ body: read.text("observer"), nationality: read.text("nationality"), technical }),
    ],
    source: { cite: `Inspection form ${protocol.id}, ${entry}`, lineage: [`inspection-${entry}`] },
    grade: {
      reliability: "B",
      credibility: CREDIBILITY[sureness],
      by: person === "" ? key : person,
      why: WHY[sureness],
    },
    attachments:
      attachments.length === 0 ? null : attachments.map(({ sha256, name }) => ({ sha256, name })),
  });
}

/** The remark of a form, where its protocol asks for one: it is signed as an entry of its own. */
export function remarkOf(protocol: Protocol, draft: Draft): string {
  return readerOf(protocol, draft).text("remark")?.replaceAll("\n", " ") ?? "";
}

interface Reader extends ProtocolAnswers {
  readonly yesOrNo: (name: FieldName) => boolean | null;
}

/** Reads the answers to what was asked; `null` for every other. */
function readerOf({ fields }: Protocol, draft: Draft): Reader {
  const asked = new Map<FieldName, ProtocolField>(fields.map((field) => [field.name, field]));
  const text = (name: FieldName) => {
    const answer = asked.has(name) ? answerTo(draft, name) : "";
    return answer === "" ? null : answer;
  };
  return {
    text,
    number: (name) => numberIn(text(name) ?? "", asked.get(name)?.type ?? "text"),
    list: (name) => {
      const lines = linesOf(text(name) ?? "");
      return lines.length === 0 ? null : lines;
    },
    yesOrNo: (name) => {
      const answer = text(name);
      return answer === null ? null : answer === "yes";
    },
  };
}

function validOf({ from, to }: Draft, clock: Pick<Clock, "read">): EntryJson {
  const begins = clock.read(from);
  const ends = to.trim() === "" ? null : clock.read(to);
  if (begins === null) return {};
  if (ends === null) return { at: formatUtc(begins) };
  return { from: formatUtc(begins), to: formatUtc(ends) };
}

/** Without what was not said. */
function compact(json: EntryJson): EntryJson {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}
