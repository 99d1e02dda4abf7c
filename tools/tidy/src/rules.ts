import type { Rule } from "./rule.ts";
import { brands } from "./rules/brands.ts";
import { docstrings } from "./rules/docstrings.ts";
import { indexOnly } from "./rules/index-only.ts";
import { lockfile } from "./rules/lockfile.ts";
import { markdown } from "./rules/markdown.ts";
import { names } from "./rules/names.ts";
import { places } from "./rules/places.ts";
import { silenced } from "./rules/silenced.ts";
import { size } from "./rules/size.ts";
import { wholeSuite } from "./rules/whole-suite.ts";

/** Every rule that tidy holds the repository to. */
export const RULES: readonly Rule[] = [
  brands,
  docstrings,
  indexOnly,
  lockfile,
  markdown,
  names,
  places,
  silenced,
  size,
  wholeSuite,
];
