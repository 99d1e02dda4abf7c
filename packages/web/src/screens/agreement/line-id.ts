/** The id of the element of a text's line, for links to it. */
export function lineId(file: string, line: number): string {
  return `${file}:${line}`;
}
