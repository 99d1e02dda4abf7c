import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { type ExitCode, type Io, MisuseError } from "./io.ts";

/** One verb of `proviso`: what its help says, and what it does. */
export interface Verb {
  /** Its help: an example first, then what it does, then its options. */
  readonly help: string;
  /** @throws {MisuseError} where the call cannot be carried out as given. */
  readonly run: (args: readonly string[], io: Io) => Promise<ExitCode>;
  /** What its first word may ask for that has a file of its own, loaded when it is called. */
  readonly parts?: Readonly<Record<string, () => Promise<Verb>>>;
}

/** The words and options of a call. */
export interface Call<Options extends ParseArgsOptionsConfig> {
  readonly words: readonly string[];
  readonly options: ReturnType<typeof parseArgs<{ options: Options }>>["values"];
}

/**
 * Reads a verb's arguments.
 *
 * @param names - the words that the verb takes, for messages; a name in brackets may be left out.
 * @throws {MisuseError} where an option is unknown, or words are missing or too many.
 */
export function readCall<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  names: readonly string[],
): Call<Options> {
  const { positionals, values } = parse(args, options);
  const mandatory = names.filter((name) => !name.startsWith("["));
  if (positionals.length < mandatory.length) {
    const missing = mandatory[positionals.length];
    throw new MisuseError(`${missing} is missing.`, `Write: ${names.join(" ")}.`);
  }
  if (positionals.length > names.length) {
    const word = positionals[names.length];
    const remedy =
      names.length === 0 ? "It takes options alone, no words." : `Write: ${names.join(" ")}.`;
    throw new MisuseError(`"${word}" is one word too many.`, remedy);
  }
  return { words: positionals, options: values };
}

function parse<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [message = ""] = error instanceof Error ? error.message.split(/\.\s/) : [String(error)];
    const known = Object.keys(options).map((name) => `--${name}`);
    const dash = message.endsWith("is ambiguous")
      ? "Write a value that begins with a dash as --option=-value. "
      : "";
    throw new MisuseError(`${message}.`, `${dash}Options here: ${known.join(", ")}.`);
  }
}
