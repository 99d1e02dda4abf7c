/**
 * The words that cannot be ids: those that join a sentence together or open one of its parts.
 * Every other word of the language (`party`, `access`, `base`, `returned` …) can be one.
 */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  [
    "is are has have and or not unless provided every some for it",
    "when while until if then that no by to of at in on from with within through as under",
    "seen opening doubting breached verified satisfactory sufficient observers learning an",
    "declares promises offers requires accepts objects refuses performed grants",
    "counted absent present rests best promptly due takes opens may snaps reads expects",
  ].flatMap((line) => line.split(" ")),
);
