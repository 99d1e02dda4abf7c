import { parseArgs } from "node:util";

/** What the server is started with. */
export interface ServeOptions {
  /** The address to listen on; this machine alone by default. */
  readonly host: string;
  /** The first port tried, 0 to 65535; 0 takes any that is free. */
  readonly port: number;
  /** Whether the port was asked for: then another is not taken in its place. */
  readonly portAsked: boolean;
  /** Case folders, as given, which are only read; empty for the cases of the store. */
  readonly cases: readonly string[];
  /** The store, as given; `null` for the one that the environment names, or the embedded one. */
  readonly store: string | null;
}

/** Options, a request for help, or what is wrong with the command line. */
export type OptionsReading =
  | { readonly kind: "options"; readonly options: ServeOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string; readonly remedy: string };

/** The year of the agreement, and the port. */
export const DEFAULT_PORT = 1962;

/** What `--help` prints; an example first. */
export const HELP = `npm start -- --case cases/cuba-1962

Serves the Review, the Agreement and the Record of cases to browsers on this machine.

  --case FOLDER   a case folder, read only; may be given more than once
  --store FILE    without --case, the store that is served: a file, or postgres://… (default:
                  PROVISO_STORE, DATABASE_URL, or .proviso/record.sqlite; made at the first start)
  --port NUMBER   the port (default: ${DEFAULT_PORT}, or the next one that is free)
  --host ADDRESS  the address to listen on (default: 127.0.0.1, this machine alone)
  --help          this text
`;

/** Reads a command line. It never throws. */
export function readOptions(args: readonly string[]): OptionsReading {
  let values: { host?: string; port?: string; case?: string[]; store?: string; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        host: { type: "string" },
        port: { type: "string" },
        case: { type: "string", multiple: true },
        store: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) return { kind: "help" };
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port?.trim() === "") {
    return wrong(`"${values.port}" is no port.`, "Write a whole number from 0 to 65535.");
  }
  const options: ServeOptions = {
    host: values.host ?? "127.0.0.1",
    port,
    portAsked: values.port !== undefined,
    cases: values.case ?? [],
    store: values.store ?? null,
  };
  return { kind: "options", options };
}

function wrong(message: string, remedy = "npm start -- --help lists the options."): OptionsReading {
  return { kind: "wrong", message, remedy };
}
