/** The longest line of a record, in bytes of UTF-8 without its line end: 64 KiB. */
export const MAX_LINE_BYTES = 65_536;

/** How deep a line's objects and lists may nest; the deepest entry there is needs five. */
export const MAX_DEPTH = 12;

/** How many problems of one line are named; a line with more has been named often enough. */
export const MAX_PROBLEMS_A_LINE = 20;

/** The longest id, word or short name, in UTF-16 units. */
export const MAX_NAME_LENGTH = 120;

/** The longest running text: a quotation, a reason, a citation. */
export const MAX_TEXT_LENGTH = 16_000;

/** The most members of a list in an entry: observers, lineage, labels, attachments. */
export const MAX_LIST_LENGTH = 200;

/** The greatest number an entry may state, of items or of units. */
export const MAX_NUMBER = 1_000_000_000_000;
