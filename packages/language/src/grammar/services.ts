import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  createParser,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  LangiumParser,
  type LangiumSharedCoreServices,
} from "langium";
import { ProvisoGeneratedModule, ProvisoGeneratedSharedModule } from "../generated/module.ts";
import { LayoutLexer } from "./layout.ts";
import { ProvisoTokenBuilder, type TokenType } from "./token-builder.ts";

/** What reading a text needs: a lexer that knows the layout, and the parser. */
export interface ParserServices {
  readonly lexer: LayoutLexer;
  readonly parser: LangiumParser;
}

let services: ParserServices | null = null;

/**
 * The parser of the language, made once and kept: making it takes longer than reading a text. It
 * runs in Node and in the browser, and reads no file.
 */
export function parserServices(): ParserServices {
  services ??= createServices();
  return services;
}

/** Makes a new parser the next time: one that was interrupted keeps half of what it read. */
export function discardParser(): void {
  services = null;
}

function createServices(): ParserServices {
  const shared: LangiumSharedCoreServices = inject(
    createDefaultSharedCoreModule(EmptyFileSystem),
    ProvisoGeneratedSharedModule,
  );
  let lexer: LayoutLexer | null = null;
  const core: LangiumCoreServices = inject(
    createDefaultCoreModule({ shared }),
    ProvisoGeneratedModule,
    {
      parser: {
        TokenBuilder: () => new ProvisoTokenBuilder(),
        Lexer: (all: LangiumCoreServices) => {
          lexer = new LayoutLexer(all);
          return lexer;
        },
        LangiumParser: (all: LangiumCoreServices) => createProvisoParser(all),
      },
    },
  );
  const parser = core.parser.LangiumParser;
  if (lexer === null) throw new Error("The parser was made without its lexer.");
  return { lexer, parser };
}

function createProvisoParser(all: LangiumCoreServices): LangiumParser {
  const parser = createParser(all.Grammar, new ProvisoParser(all), all.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

class ProvisoParser extends LangiumParser {
  constructor(all: LangiumCoreServices) {
    super(all);
    // An error lists what could have stood in its place. One word of it is all that is used, and
    // listing paths of three takes longer than the parse.
    //
    // A list that is not there must not be made up: each would nest within the last, and no limit
    // on nesting would count it.
    Object.assign(this.wrapper, {
      maxLookahead: 1,
      canTokenTypeBeInsertedInRecovery: ({ name }: TokenType) => name !== "LIST_OPEN",
    });
  }
}
