import type { Balance, Discrepancy, IdentityVerdict, ShipAccount } from "@proviso/core";

const TERMS: Readonly<Record<Exclude<keyof Balance, "declared">, string>> = {
  inPlace: "in place",
  inTransit: "in transit",
  countedOut: "counted out",
  destroyed: "destroyed",
  unaccountedFor: "unaccounted for",
};

const MEANS: Readonly<Record<Discrepancy["means"], string>> = {
  agrees: "agrees",
  short: "short",
  over: "over",
  "more seen than declared": "more seen than declared",
  "fewer declared than estimated": "fewer declared than estimated",
  "more declared than estimated": "more declared than estimated",
  "within the estimate": "within the estimate",
  "declaration raised": "declaration raised",
  "declaration shrunk": "declaration shrunk: it is no new base",
  "a later figure is lower": "a later figure is lower",
};

const BLIND: Readonly<Record<ShipAccount["blind"], string>> = {
  agreed: "two agree",
  differ: "two differ",
  "one only": "one only",
  none: "none",
};

const SAME: Readonly<Record<IdentityVerdict["verdict"], string>> = {
  same: "the same ones",
  differ: "not the same ones",
  "in part": "the same ones in part",
  "not given": "not given",
};

/** The English words of the Accounts; part of the one catalogue. */
export const accountsWords = {
  heading: "Where is every item?",
  why: "What is declared is set against what was seen of it by anyone. What a requirement accepts of that is for the Review to say.",
  noItems: "This case declares no item, and so there is nothing to account for.",
  noItemsWhy: 'An item is declared in the agreement: item missiles "missiles" counted each.',
  unknownItem: (id: string) => `The case declares no item “${id}”.`,
  notYet: (title: string) => `The texts in force then do not declare ${title}.`,
  partial: "Partial: for an audience that may not see everything.",
  all: "Every item",
  item: "item",
  unit: "unit",
  declared: "declared",
  base: "= declared, the base",
  terms: TERMS,
  beyond: { over: "seen beyond what is declared", undeclared: "seen, with nothing declared" },
  means: MEANS,
  blind: BLIND,
  same: SAME,
  inUnit: (unit: string) => `in ${unit}`,
  pieces: "pieces",
  level: (level: string) => `A figure is booked once it is ${level}; the lower bound counts.`,
  columns: {
    heading: "What is said",
    declared: "declared",
    amended: "amended",
    estimated: "estimated",
    none: {
      declared: "nothing is declared",
      amended: "nothing was amended",
      estimated: "nobody estimates it",
    },
    note: (base: string | null) =>
      base === null
        ? "Three columns, never mixed. Nothing is declared to hold the account to."
        : `Three columns, never mixed. The account is held to the greatest declaration: ${base}.`,
  },
  balance: {
    heading: "Balance",
    figure: "amount",
    doubt: "how sure",
    note: "note",
    lost: "declared, and not seen anywhere",
    over: "more was seen than is declared",
    undeclared: "there is nothing to hold it against",
    undeclaredYet: "nothing is declared",
    unreported: "nothing is reported",
    all: "all of it is accounted for",
    apart: (count: number) =>
      count === 1
        ? "1 stated percentage is in no term of it: see below."
        : `${count} stated percentages are in no term of it: see below.`,
  },
  flow: {
    heading: "Flow by stage",
    title: (item: string) => `${item}: flow by stage`,
    describe: (links: readonly string[]) => links.join("; "),
    link: (from: string, to: string, amount: string) => `${from} to ${to}: ${amount}`,
    source: "declared",
    beyond: (declared: string, over: string) =>
      declared === "0"
        ? `seen, ${over}; nothing declared`
        : `declared ${declared}, seen beyond ${over}`,
    none: "Nothing was seen, and nothing is declared: there is no flow to draw.",
    below:
      "More left a stage than was seen to come to it, so no flow can be drawn. The tables say what is booked.",
    direct: "Some of it went back: only where it is now is drawn, and not the way there.",
    twin: "The flow as a table",
    from: "from",
    to: "to",
    amount: "amount",
    now: (term: string) => `now ${term}`,
    loading: "Drawing…",
    failed: "The drawing could not be brought; the table says the same.",
  },
  lines: {
    heading: "By stage and place",
    stage: "stage",
    where: "where",
    there: "there",
    declared: "declared",
    doubt: "how sure",
    from: "from",
    ships: (count: number) => `${count} ships`,
    lot: (lot: string) => `lot ${lot}`,
    nowhere: "not said where",
    movedOn: "moved on, from where is not said",
    none: "Nothing was seen, and nothing is declared of any place.",
  },
  departures: {
    heading: "By place of departure",
    from: "from",
    ships: "ships",
    left: "left",
    counted: "counted",
    share: "of what left",
    inAll: "in all",
    note: (when: string) => `As of ${when}; what each voyage left with is the base.`,
  },
  ships: {
    heading: "Ship by ship",
    ship: "ship",
    voyage: "voyage",
    from: "left from",
    declared: "declared",
    left: "left",
    counted: "counted",
    covered: "not uncovered",
    blind: "blind counts",
    says: "which means",
    entries: "counts",
    none: "No ship is named for it.",
    total: (counted: string | null, others: string | null) =>
      counted === null
        ? "Nobody reports that any was counted out."
        : others === null
          ? `In total ${counted} counted out.`
          : `In total ${counted} counted out, ${others} of them by no named ship.`,
  },
  differences: {
    heading: "Differences",
    between: "between",
    is: "difference",
    means: "means",
    says: "in words",
    from: "from",
    significant: (k: number) => `beyond ${k} σ`,
    insignificant: (k: number) => `within ${k} σ`,
    none: "There are no two figures that could differ.",
  },
  verdicts: {
    heading: "Two verdicts: how many, and whether the same ones",
    quantity: "Quantity",
    identity: "Identity",
    noMarks: "No serials, seals or tags to compare: it is a number, and no more.",
    missing: (names: string) => `not seen again: ${names}`,
    unknown: (names: string) => `never named: ${names}`,
    twice: "Not added twice: ",
    twiceWhy: (what: string, because: string) => ` counts ${what}, counted before (${because}) by `,
  },
  percentages: {
    heading: "Percentages",
    share: "share",
    measure: "measure",
    base: "of what is",
    asOf: "as of",
    from: "from",
    here: "worked out here",
    none: "No percentage is stated, and there is no base to work one out of.",
  },
  material: {
    heading: "Material balance",
    note: "Missing is what was there and came, less what went and is there; below 0: a gain.",
    until: "until",
    began: "began",
    came: "came",
    went: "went",
    ended: "is there",
    missing: "missing",
    sigma: "σ",
    tests: "tests",
    beyond: (k: number) => `beyond ${k} σ`,
    within: (k: number) => `within ${k} σ`,
    inAll: (sum: string, sigma: string) => `in all ${sum} ± ${sigma}`,
    page: "Page's test: alarm",
  },
  leftOut: {
    heading: "Not booked",
    entry: "entry",
    why: "why",
    none: "Every report that bears on it is booked.",
  },
  inbound: {
    heading: "What is on its way in",
    ship: "ship",
    standing: "stands",
    waits: "waits",
    steps: "steps",
    delays: "delays",
    delay: (from: string, to: string, length: string) => `${from} to ${to}: ${length}`,
    entries: "from",
    atMost: (length: string) => `at most ${length}`,
    waiting: (count: number, longest: string) =>
      count === 0
        ? "Nobody waits."
        : `${count === 1 ? "1 ship waits" : `${count} ships wait`}, the longest for ${longest}.`,
    decided: (count: number, median: string | null) =>
      count === 0
        ? "Nothing is decided."
        : `${count === 1 ? "1 is" : `${count} are`} decided${median === null ? "" : `, half of those whose time is known within ${median}`}.`,
    uninspected: "no inspection is reported",
    decidedTwice: "cleared and refused are both reported: the later stands",
    by: (who: string) => ` by ${who}`,
    bound: (when: string) => `by ${when} at the latest`,
  },
  table: {
    filter: "Show only",
    filterHint: "a word of any cell",
    shown: (shown: number, all: number) =>
      shown === all ? (all === 1 ? "1 row" : `${all} rows`) : `${shown} of ${all} rows`,
    download: "Download as CSV",
    downloadOf: (what: string) => `Download as CSV: ${what}`,
    nothing: "No row holds that.",
    more: (count: number) => `and ${count} more`,
    sort: (head: string) => `Sort by: ${head}`,
  },
} as const;
