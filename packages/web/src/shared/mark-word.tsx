import type { Value } from "@proviso/core";
import type { Mark } from "./mark.ts";

/** A verdict's word with its shape before it; a status is its word alone. */
export function MarkWord({ mark, size }: { readonly mark: Mark; readonly size?: "large" }) {
  const kind = mark.shape ?? "status";
  return (
    <span className={`mark mark-${kind}${size === "large" ? " mark-large" : ""}`}>
      {mark.shape === null ? null : <Shape of={mark.shape} />}
      <span>{mark.word}</span>
    </span>
  );
}

/** The shape of a value, drawn, so that it looks the same on every machine and in print. */
export function Shape({ of }: { readonly of: Value }) {
  return (
    <svg className={`shape shape-${of}`} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[of]}
    </svg>
  );
}

const FRAME = <rect x="1.6" y="1.6" width="8.8" height="8.8" className="shape-line" />;

const SHAPES: Readonly<Record<Value, React.ReactNode>> = {
  verified: <rect x="1" y="1" width="10" height="10" className="shape-fill" />,
  contradicted: <path d="M6 .8 11.6 11H.4z" className="shape-fill" />,
  unverified: FRAME,
  conflicting: (
    <>
      {FRAME}
      <path d="M1.6 10.4 10.4 1.6v8.8z" className="shape-fill" />
    </>
  ),
};
