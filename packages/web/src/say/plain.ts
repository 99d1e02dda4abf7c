/** An id or a word joined by hyphens, as plain words. */
export function plain(word: string): string {
  return word.replaceAll("-", " ");
}
