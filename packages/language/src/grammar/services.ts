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
import { LayoutLexer, type Token } from "./layout.ts";
import { ProvisoTokenBuilder, type TokenType } from "./token-builder.ts";

/** What reading a text needs: a lexer that knows the layout, and the parser. */
export interface ParserServices {
  readonly lexer: LayoutLexer;
  readonly parser: LangiumParser;
  readonly grammar: LangiumCoreServices["Grammar"];
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
  return { lexer, parser, grammar: core.Grammar };
}

function createProvisoParser(all: LangiumCoreServices): LangiumParser {
  const parser = createParser(all.Grammar, new ProvisoParser(all), all.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

class ProvisoParser extends LangiumParser {
  constructor(all: LangiumCoreServices) {
    super(all);
    const { wrapper } = this;
    Object.assign(wrapper, {
      // An error lists what could have stood in its place. One word of it is all that is used, and
      // listing paths of three takes longer than the parse.
      maxLookahead: 1,
      // A list that is not there must not be made up: each would nest within the last, and no
      // limit on nesting would count it.
      canTokenTypeBeInsertedInRecovery: ({ name }: TokenType) => name !== "LIST_OPEN",
    });
    rememberAlternatives(wrapper as unknown as ErrorRaiser);
  }
}

/** The part of the parser that raises an error where no alternative fits. */
interface ErrorRaiser {
  raiseNoAltException(occurrence: number, message: string | undefined): never;
  getCurrRuleFullName(): string;
  LA(ahead: number): Token;
  SAVE_ERROR(error: Error): Error;
}

type RaisedError = new (message: string, token: Token, previous: Token) => Error;

/**
 * Makes the parser list the alternatives of each decision once. It lists them anew for every error,
 * which takes longer than all else and is the same each time; a text full of errors must not hold
 * anyone up.
 */
function rememberAlternatives(raiser: ErrorRaiser): void {
  const raise = raiser.raiseNoAltException;
  const raised = new Map<string, { readonly kind: RaisedError; readonly message: string }>();
  raiser.raiseNoAltException = (occurrence, message) => {
    const key = `${raiser.getCurrRuleFullName()} ${occurrence}`;
    const known = raised.get(key);
    if (known !== undefined) {
      throw raiser.SAVE_ERROR(new known.kind(known.message, raiser.LA(1), raiser.LA(0)));
    }
    try {
      return raise.call(raiser, occurrence, message);
    } catch (error) {
      if (error instanceof Error) {
        raised.set(key, { kind: error.constructor as RaisedError, message: error.message });
      }
      throw error;
    }
  };
}
