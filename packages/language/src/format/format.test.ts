import { describe, expect, test } from "vitest";
import { AGREEMENT } from "../../testing/case.ts";
import { formatText } from "./format.ts";

const laidOut = (source: string) => {
  const formatted = formatText(source);
  if (!("text" in formatted)) throw new Error(JSON.stringify(formatted.diagnostics));
  return formatted.text;
};

describe("layout", () => {
  test("titles of like declarations stand under each other", () => {
    const source = `agreement a "A"
party   US "United States"
party USSR    "Soviet Union"
body UN "United Nations" ,acts   for US

party X "x"
`;
    expect(laidOut(source)).toBe(`agreement a "A"
party US   "United States"
party USSR "Soviet Union"
body  UN   "United Nations", acts for US

party X "x"
`);
  });

  test("parts of a sentence are indented, and what goes on with a part further", () => {
    const source = `undertaking removal by USSR
     rests on letter . remove,letter
          to remove weapons from Cuba
   through returned
 due when removal is verified
  or respect is verified
`;
    expect(laidOut(source)).toBe(`undertaking removal by USSR
  rests on letter.remove, letter
  to remove weapons from Cuba
    through returned
  due when removal is verified
    or respect is verified
`);
  });

  test("lists are indented by their nesting, whatever the author's columns", () => {
    const source = `removal is verified when all of
     - a is verified
         by photography ,seen within 2 days
     - any of
        - b is verified
        -   c is verified
            unless d
     - ( e is verified )
 unless f
`;
    expect(laidOut(source)).toBe(`removal is verified when all of
  - a is verified
      by photography, seen within 2 days
  - any of
      - b is verified
      - c is verified
          unless d
  - (e is verified)
  unless f
`);
  });

  test("a long text goes on below where it began", () => {
    const source = `instrument n "n" on 1962-10-01 {
passage
}
`;
    expect("diagnostics" in formatText(source)).toBe(true);
    expect(
      laidOut(
        'instrument n "n" on 1962-10-01 {\n passage p "one"\n "two"\n  passage long\n "three"\n}\n',
      ),
    ).toBe(`instrument n "n" on 1962-10-01 {
  passage p "one"
            "two"
  passage long
    "three"
}
`);
  });

  test("one blank line stays of several, and none at the ends", () => {
    expect(laidOut('\n\nparty A "a"\n\n\n\nparty B "b"\n\n\n')).toBe(
      'party A "a"\n\nparty B "b"\n',
    );
    expect(laidOut("")).toBe("");
  });

  test("line ends of other systems become one kind", () => {
    expect(laidOut('party A "a"\r\nparty B "b"\r')).toBe('party A "a"\nparty B "b"\n');
  });
});

describe("comments", () => {
  test("stay where they are: before, within, after a line and alone", () => {
    const source = `// The whole.
party A "a"      // first
/* second */
party B /* who */ "b"
undertaking u by A
      // what it is
   to "x"   /* done */
 // after
party C "c"
`;
    expect(laidOut(source)).toBe(`// The whole.
party A "a"      // first
/* second */
party B /* who */ "b"
undertaking u by A
  // what it is
  to "x"    /* done */
  // after
party C "c"
`);
  });

  test("a comment of several lines keeps them", () => {
    const source = '/* one\n     two */\nparty A "a"\n';
    expect(laidOut(source)).toBe(source);
  });
});

describe("what cannot be read", () => {
  test("is not moved, and is told", () => {
    expect(formatText(`${AGREEMENT}party\nundertaking\n`)).toMatchObject({
      diagnostics: [{ code: "syntax" }, { code: "syntax" }],
    });
  });

  test("only in its meaning is laid out all the same", () => {
    expect(laidOut('group G   "g" { nobody }\n')).toBe('group G "g" { nobody }\n');
  });

  test("for its tabs alone is laid out without them", () => {
    expect(laidOut('undertaking u by US\n\tto "x"\n')).toBe('undertaking u by US\n  to "x"\n');
  });
});
