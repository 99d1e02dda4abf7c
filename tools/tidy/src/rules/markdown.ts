import { posix } from "node:path";
import type { Finding, Paths, Rule } from "../rule.ts";
import type { TextFile } from "../source.ts";

/** A document has one title, and its links within the repository lead somewhere. */
export const markdown: Rule = {
  name: "markdown",
  why: "A link that leads nowhere costs the reader's trust in the rest of the page.",
  on: "text",
  check(file, paths) {
    if (!file.path.endsWith(".md")) return [];
    const lines = withoutCode(file.text);
    return [...titles(lines), ...lines.flatMap((line, at) => deadLinks(file, line, at + 1, paths))];
  },
};

/** The lines of a document, those inside code emptied so that numbers stay right. */
function withoutCode(text: string): readonly string[] {
  let fence = "";
  return text.split("\n").map((line) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1] ?? "";
    if (fence === "" && mark !== "") fence = mark;
    else if (fence !== "" && mark.startsWith(fence)) fence = "";
    else if (fence === "") return line.replace(/`[^`]*`/g, "");
    return "";
  });
}

function titles(lines: readonly string[]): readonly Finding[] {
  const found = lines.flatMap((line, at) => (/^# /.test(line) ? [at + 1] : []));
  if (found.length === 1) return [];
  const message = `A document has one title (# …); this one has ${found.length}.`;
  return [{ line: found[1] ?? 1, message }];
}

function deadLinks(file: TextFile, line: string, at: number, paths: Paths): readonly Finding[] {
  const inline = [...line.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)];
  const reference = /^\s*\[[^\]]+\]:\s+<?([^\s>]+)/.exec(line);
  const targets = [...inline.map((match) => match[1]), reference?.[1]];
  return targets.flatMap((target): readonly Finding[] => {
    if (target === undefined || /^([a-z][a-z+.-]*:|\/\/)/i.test(target)) return [];
    const fault = faultOf(file, decodeURIComponent(target), paths);
    return fault === undefined ? [] : [{ line: at, message: fault }];
  });
}

function faultOf(file: TextFile, target: string, paths: Paths): string | undefined {
  const [name = "", anchor] = target.split("#");
  const path =
    name === ""
      ? file.path
      : posix.normalize(posix.join(posix.dirname(file.path), name)).replace(/\/$/, "");
  if (path !== "." && !paths.has(path)) return `'${target}' leads to nothing in the repository.`;
  if (anchor === undefined || !path.endsWith(".md")) return undefined;
  const text = name === "" ? file.text : (paths.read(path) ?? "");
  if (anchorsOf(text).has(anchor)) return undefined;
  return `'${target}' names a heading that is not there.`;
}

/** The anchors of a document's headings, as the usual renderers make them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const line of withoutCode(text)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    let unique = slug;
    for (let again = 1; anchors.has(unique); again += 1) unique = `${slug}-${again}`;
    anchors.add(unique);
  }
  return anchors;
}
