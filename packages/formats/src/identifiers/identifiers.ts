/** The kinds of identifiers whose form or check digit can be tested. */
export const IDENTIFIER_KINDS = ["imo", "container", "mmsi", "hs"] as const;

/** One of them. */
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/**
 * What is wrong with an identifier. It is a flag on what names it, never a ground for leaving a row
 * out: of the numbers that ships send of themselves, about one in twelve fails.
 */
export interface IdentifierFault {
  readonly kind: IdentifierKind;
  /** The value as it was published. */
  readonly value: string;
  readonly fault: "form" | "check-digit";
  /** The check digit that would be right; `null` where the form is wrong. */
  readonly expected: string | null;
}

/** Tests an identifier; `null` where nothing is wrong with it. */
export function identifierFault(kind: IdentifierKind, value: string): IdentifierFault | null {
  const bare = bareIdentifier(kind, value);
  switch (kind) {
    case "imo":
      return /^\d{7}$/.test(bare)
        ? against(kind, value, bare, imoCheckDigit(bare.slice(0, 6)))
        : { kind, value, fault: "form", expected: null };
    case "container":
      return /^[A-Z]{3}[UJZR]\d{7}$/.test(bare)
        ? against(kind, value, bare, containerCheckDigit(bare.slice(0, 10)))
        : { kind, value, fault: "form", expected: null };
    case "mmsi":
      return MMSI.test(bare) ? null : { kind, value, fault: "form", expected: null };
    case "hs":
      return isGoodsCode(bare) ? null : { kind, value, fault: "form", expected: null };
  }
}

/** An identifier as its digits alone: `IMO 9074729` is `9074729`, `1001.99` is `100199`. */
export function bareIdentifier(kind: IdentifierKind, value: string): string {
  const upper = value
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s.\-/]/g, "");
  return kind === "imo" ? upper.replace(/^IMO(?:NO)?:?(?=\d)/, "") : upper;
}

/**
 * The check digit of an IMO ship identification number: the last digit of the sum of its first six
 * digits weighted 7 to 2 (IMO resolution A.1117(30)).
 *
 * @param digits - the first six.
 */
export function imoCheckDigit(digits: string): string {
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (7 - at), 0);
  return String(sum % 10);
}

/**
 * The check digit of a container number (ISO 6346): letters count from 10, multiples of 11 passed
 * over, each place doubled in weight; the remainder by 11, where 10 is written 0.
 *
 * @param code - owner, category and the six digits: ten characters.
 */
export function containerCheckDigit(code: string): string {
  const sum = [...code].reduce((all, character, at) => all + worthOf(character) * 2 ** at, 0);
  return String((sum % 11) % 10);
}

function worthOf(character: string): number {
  const digit = Number(character);
  if (Number.isInteger(digit)) return digit;
  const letter = character.charCodeAt(0) - 65 + 10;
  // A is 10, B 12, K 21, L 23, U 32, V 34: 11, 22 and 33 are left out.
  return letter + Math.floor((letter - 1) / 10);
}

/**
 * Maritime identities as ITU-R M.585 gives them out: ships (2 to 7), groups and coast stations (0),
 * handheld radios (8), aircraft in rescue (111), transmitters (970, 972, 974), craft of a parent
 * ship (98) and aids to navigation (99). They have no check digit.
 */
const MMSI = /^(?:[2-8]\d{8}|0\d{8}|111\d{6}|97[024]\d{6}|9[89]\d{7})$/;

/** A code of the Harmonized System: chapter 01 to 97 without 77, then 2 to 8 digits in pairs. */
function isGoodsCode(bare: string): boolean {
  const chapter = Number(bare.slice(0, 2));
  return /^\d{2}(?:\d{2}){1,4}$/.test(bare) && chapter >= 1 && chapter <= 97 && chapter !== 77;
}

function against(
  kind: IdentifierKind,
  value: string,
  bare: string,
  expected: string,
): IdentifierFault | null {
  return bare.at(-1) === expected ? null : { kind, value, fault: "check-digit", expected };
}
