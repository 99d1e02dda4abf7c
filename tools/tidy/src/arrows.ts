import {
  cruise,
  type ICruiseResult,
  type IForbiddenRuleType,
  type IRegularForbiddenRuleType,
} from "dependency-cruiser";
import {
  ARROWS,
  CORE_FOLDERS,
  fileBehind,
  folderOf,
  RECORD_ROOMS,
  SUBPATHS,
  WEB_ROOMS,
} from "./house.ts";
import type { Problem } from "./problem.ts";

/** Where imports are followed: everything that people write. */
const ROOTS = ["packages", "bench", "tools", "scripts", "conformance"];

/** Files that a test alone runs; the core's own may use its libraries and pass by an index. */
const TEST = "\\.(test|test-d|bench)\\.tsx?$|/(testing|contract)/";

/** What may not import what; how grave it is, is the same for all. */
type Arrow = Pick<IRegularForbiddenRuleType, "name" | "from" | "to">;

/** Which file imports which, as dependency-cruiser saw it. */
export type Graph = ICruiseResult;

/** Follows every import of a checkout, and holds each to the arrows of the house. */
export async function followImports(root: string): Promise<Graph> {
  const { output } = await cruise(
    ROOTS,
    {
      baseDir: root,
      // The compiler's own parser is what TypeScript 7 no longer offers (ADR 0149).
      parser: "swc",
      // An import of a type is an arrow as well.
      tsPreCompilationDeps: "specify",
      doNotFollow: { path: "node_modules" },
      exclude: { path: ["^packages/[^/]+/dist/", "^(bench|tools/[^/]+)/dist/", "/src/generated/"] },
      validate: true,
      ruleSet: { forbidden: forbidden() },
    },
    { exportsFields: ["exports"], conditionNames: ["import", "default"] },
  );
  if (typeof output === "string") throw new TypeError("dependency-cruiser answered with text.");
  return output;
}

/**
 * What is wrong with the imports of a checkout.
 *
 * @param sources - every source file there is, by its path from the root: one that was not looked
 *   at is a problem too, since a tool that sees nothing finds nothing.
 */
export function arrowProblems(graph: Graph, sources: readonly string[]): readonly Problem[] {
  const seen = new Map(graph.modules.map((module) => [module.source, module.dependencies.length]));
  const unseen = sources.filter((path) => !seen.has(path)).map(unseenProblem);
  const blind = sources.length > 0 && ![...seen.values()].some((imports) => imports > 0);
  return [
    ...unseen,
    ...(blind ? [blindProblem()] : []),
    ...graph.summary.violations.map(({ rule, from, to }) => ({
      rule: "arrows",
      path: from,
      line: 1,
      message: `imports ${to}: ${COMMENTS[rule.name] ?? rule.name}`,
    })),
  ];
}

function unseenProblem(path: string): Problem {
  return {
    rule: "arrows",
    path,
    line: 1,
    message: "dependency-cruiser did not look at this file.",
  };
}

function blindProblem(): Problem {
  const message = "dependency-cruiser saw no import anywhere; is @swc/core installed?";
  return { rule: "arrows", path: "package.json", line: 1, message };
}

/** What each rule says to who broke it. */
const COMMENTS: Readonly<Record<string, string>> = {
  "other-way": "the arrow goes the other way, or the path is not exported (docs/architecture.md).",
  "past-exports": "a package is entered through what its exports name.",
  "reaches-in": "another package is imported by its name, not by a path.",
  "own-name": "inside its own package a file is imported by a relative path.",
  order: "a folder of the core, the record or the web app imports only those before it.",
  screen: "what two screens share lives in shared/, say/ or case/.",
  "core-index": "a folder of the core is entered through its index.",
  "core-depends": "the core depends on nothing.",
  circle: "and is imported by it, directly or through others; move what both need.",
  unresolved: "there is no such file or package.",
};

function forbidden(): IForbiddenRuleType[] {
  const arrows: readonly Arrow[] = [
    ...Object.keys(ARROWS).map(otherWay),
    {
      name: "past-exports",
      from: { path: "^packages/([^/]+)/|^(?:bench)/" },
      to: {
        path: "^packages/",
        dependencyTypesNot: ["local"],
        pathNot: doors(Object.keys(ARROWS)),
      },
    },
    {
      name: "reaches-in",
      from: { path: "^(packages/[^/]+|bench)/" },
      to: { path: "^(packages/[^/]+|bench)/", pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    {
      name: "own-name",
      from: { path: "^(packages/[^/]+)/" },
      to: { path: "^$1/", dependencyTypesNot: ["local"] },
    },
    ...inOrder("core", CORE_FOLDERS),
    ...inOrder("record", RECORD_ROOMS),
    ...inOrder("web", WEB_ROOMS),
    {
      name: "screen",
      from: { path: "^packages/web/src/screens/([^/]+)/", pathNot: TEST },
      to: { path: "^packages/web/src/screens/", pathNot: "^packages/web/src/screens/$1/" },
    },
    {
      name: "core-index",
      from: { path: "^packages/core/src/([^/]+)/", pathNot: TEST },
      to: {
        path: "^packages/core/src/[^/]+/",
        pathNot: ["^packages/core/src/$1/", "^packages/core/src/[^/]+/index\\.ts$"],
      },
    },
    {
      name: "core-depends",
      from: { path: "^packages/core/src/", pathNot: TEST },
      to: { pathNot: "^packages/core/" },
    },
    {
      name: "circle",
      from: { pathNot: TEST },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "unresolved", from: {}, to: { couldNotResolve: true } },
  ];
  return arrows.map((arrow) => ({ ...arrow, severity: "error" }));
}

/** A package imports only what the house allows it. */
function otherWay(room: string): Arrow {
  const folder = `^${folderOf(room)}/`;
  return {
    name: "other-way",
    from: { path: folder },
    to: { path: "^(packages|bench)/", pathNot: [folder, ...doors(ARROWS[room] ?? [])] },
  };
}

/** The files through which these packages, or rooms of the record, are entered. */
function doors(targets: readonly string[]): string[] {
  return targets
    .flatMap((target) => [
      target,
      ...Object.keys(SUBPATHS[target] ?? {}).map((path) => `${target}/${path}`),
    ])
    .map((target) => `^${fileBehind(target).replaceAll(".", "\\.")}$`);
}

/** A folder of these imports none that comes after it. */
function inOrder(name: string, folders: readonly string[]): readonly Arrow[] {
  return folders.slice(0, -1).map((folder, at) => ({
    name: "order",
    from: { path: `^packages/${name}/src/${folder}/`, pathNot: TEST },
    to: { path: `^packages/${name}/src/(${folders.slice(at + 1).join("|")})/` },
  }));
}
