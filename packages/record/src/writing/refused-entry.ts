/** An entry, or what belongs to it, that may not stand: thrown, with what its author can do. */
export class RefusedEntry extends Error {
  /** Stable; `docs/record-format.md` holds the tables. */
  readonly code: string;
  readonly remedy: string;

  constructor({ code, message, remedy }: Refusal) {
    super(message);
    this.name = "RefusedEntry";
    this.code = code;
    this.remedy = remedy;
  }
}

/** Why something is refused. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}
