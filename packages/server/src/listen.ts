import type { FastifyInstance } from "fastify";
import type { ServeOptions } from "./options.ts";

/** How many ports after the default one are tried before giving up. */
const MORE_PORTS = 20;

/** Where the server listens, or why it does not. */
export type Listening =
  | { readonly ok: true; readonly port: number; readonly taken: readonly number[] }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** Listens on the port asked for; where none was asked for, on the first that is free. */
export async function listen(app: FastifyInstance, options: ServeOptions): Promise<Listening> {
  const { host, port, portAsked } = options;
  const last = portAsked ? port : port + MORE_PORTS;
  const taken: number[] = [];
  for (let candidate = port; candidate <= last; candidate += 1) {
    try {
      await app.listen({ host, port: candidate });
      const address = app.server.address();
      const bound = typeof address === "object" && address !== null ? address.port : candidate;
      return { ok: true, port: bound, taken };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EADDRINUSE") return refused(options, code ?? "unknown");
      taken.push(candidate);
    }
  }
  const ports = portAsked ? `Port ${port} is` : `Ports ${port} to ${last} are`;
  return {
    ok: false,
    message: `${ports} taken by another program.`,
    remedy: "Stop that program, or name another port: npm start -- --port 8080.",
  };
}

function refused({ host, port }: ServeOptions, code: string): Listening {
  const message =
    code === "EACCES"
      ? `This user may not listen on port ${port}.`
      : `${host} is no address of this machine (${code}).`;
  const remedy =
    code === "EACCES"
      ? "Name a port from 1024 on: npm start -- --port 1962."
      : "Leave out --host, or name an address that this machine has.";
  return { ok: false, message, remedy };
}
