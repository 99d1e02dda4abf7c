import type { Stage } from "../evidence/index.ts";
import type { IdentityVerdict } from "./account.ts";
import { MARKS } from "./once.ts";
import type { Voucher } from "./voucher.ts";

/**
 * Whether what went out is what was there: by serials, by seals, by tags, each by itself. It says
 * nothing of how many: the numbers may match while the serials do not (semantics, section 7).
 */
export function identityOf(
  declarations: readonly Voucher[],
  seen: readonly Voucher[],
): readonly IdentityVerdict[] {
  return MARKS.map((mark) => {
    const declared = marksIn(declarations, mark);
    const gone = marksIn(seen.filter(isOut), mark);
    const there = marksIn(
      seen.filter((one) => !isOut(one)),
      mark,
    );
    // Until anything has gone, what is declared is held against what was seen where it stands.
    return gone.size === 0
      ? compare(mark, declared, there)
      : compare(mark, new Set([...declared, ...there]), gone);
  });
}

const OUT: ReadonlySet<Stage> = new Set([
  "counted-aboard",
  "returned",
  "destroyed",
  "destroyed-in-place",
]);

function isOut({ claim }: Voucher): boolean {
  return OUT.has(claim.kind === "count" ? claim.stage : claim.to.stage);
}

function marksIn(vouchers: readonly Voucher[], mark: (typeof MARKS)[number]): ReadonlySet<string> {
  return new Set(vouchers.flatMap(({ claim }) => claim[mark] ?? []));
}

function compare(
  by: IdentityVerdict["by"],
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): IdentityVerdict {
  const sorted = (names: Iterable<string>) => [...names].sort();
  const matched = sorted([...after].filter((name) => before.has(name)));
  const missing = sorted([...before].filter((name) => !after.has(name)));
  const unknown = sorted([...after].filter((name) => !before.has(name)));
  const verdict =
    before.size === 0 || after.size === 0
      ? "not given"
      : unknown.length > 0
        ? "differ"
        : missing.length > 0
          ? "in part"
          : "same";
  return {
    by,
    verdict,
    matched,
    missing,
    unknown,
    says: say(by, verdict, matched, missing, unknown),
  };
}

function say(
  by: IdentityVerdict["by"],
  verdict: IdentityVerdict["verdict"],
  matched: readonly string[],
  missing: readonly string[],
  unknown: readonly string[],
): string {
  switch (verdict) {
    case "not given":
      return `no ${by} to compare`;
    case "same":
      return `all ${matched.length} ${by} are those named before`;
    case "in part":
      return `${matched.length} ${by} seen again, ${missing.length} not seen again`;
    case "differ":
      return `${unknown.length} ${by} seen that were never named, ${missing.length} not seen again`;
  }
}
