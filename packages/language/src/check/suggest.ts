// A slip is at most a third of the word: beyond that a suggestion is a guess.
const SLIP_SHARE = 3;
const LONGEST_WORD = 64;

/**
 * The known word that was probably meant, or `null` where none is near.
 *
 * @param slips - how many letters may be wrong; by default up to a third of them.
 */
export function nearest(
  word: string,
  known: Iterable<string>,
  slips = slipsOf(word),
): string | null {
  if (word.length > LONGEST_WORD) return null;
  let best: string | null = null;
  let bestDistance = slips + 1;
  for (const candidate of known) {
    // What was written is wrong here, however near it is to itself.
    if (candidate === word) continue;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = distanceOf(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** How many letters of a word may be wrong for it still to be that word. */
export function slipsOf(word: string): number {
  if (word.length > LONGEST_WORD || word.length < SLIP_SHARE) return 0;
  return Math.floor(word.length / SLIP_SHARE);
}

/** A remedy that names the word that was probably meant, and says what to do where it was not. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const meant = nearest(word, known);
  return meant === null ? otherwise : ifNotMeant(meant, otherwise);
}

/** Asks whether a word was meant, and says what to do where it was not. */
export function ifNotMeant(meant: string, otherwise: string): string {
  const isCode = otherwise.startsWith("`");
  const rest = isCode ? otherwise : `${otherwise.charAt(0).toLowerCase()}${otherwise.slice(1)}`;
  return `Did you mean \`${meant}\`? If not, ${rest}`;
}

/** The number of letters to add, drop, change or swap with their neighbour. */
export function distanceOf(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + same,
        swapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = row;
  }
  return at(last, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
