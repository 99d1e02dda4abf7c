import type { Id } from "@proviso/core";
import { useEffect, useId, useRef, useState } from "react";
import type { OpenedCase } from "../../case/opened-case.ts";
import { words } from "../../say/words.ts";
import { type Findable, find, findables } from "./finder-view.ts";

/** The finder: one field, and what it finds beneath it. */
export function Finder(props: {
  readonly opened: OpenedCase;
  readonly titleOf: (id: Id) => string;
  readonly onFound: (found: Findable) => void;
  readonly onClose: () => void;
}) {
  const { opened, titleOf, onFound, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [asked, setAsked] = useState("");
  const [at, setAt] = useState(0);
  const [everything] = useState(() => findables(opened, titleOf));
  useEffect(() => dialog.current?.showModal(), []);
  const hits = find(everything, asked);
  const current = Math.min(at, Math.max(0, hits.length - 1));
  const move = (to: number) => {
    setAt(to);
    document.getElementById(`${list}-${to}`)?.scrollIntoView({ block: "nearest" });
  };
  const keyed = (event: React.KeyboardEvent) => {
    const hit = hits[current];
    if (event.key === "ArrowDown") move(Math.min(hits.length - 1, current + 1));
    else if (event.key === "ArrowUp") move(Math.max(0, current - 1));
    else if (event.key === "Enter" && hit !== undefined) onFound(hit);
    else return;
    event.preventDefault();
  };
  return (
    // A click beside the box shuts it, as Escape does for the keyboard.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own.
    <dialog
      ref={dialog}
      className="finder"
      aria-label={words.finder.heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div className="finder-box">
        <Field
          asked={asked}
          list={list}
          active={hits.length === 0 ? undefined : `${list}-${current}`}
          onAsk={(text) => {
            setAsked(text);
            setAt(0);
          }}
          onKey={keyed}
        />
        <Hits id={list} hits={hits} current={current} onFound={onFound} />
        <p className="finder-count" role="status">
          {hits.length === 0 ? words.finder.none : words.finder.results(hits.length)}
        </p>
      </div>
    </dialog>
  );
}

function Field(props: {
  readonly asked: string;
  readonly list: string;
  readonly active: string | undefined;
  readonly onAsk: (text: string) => void;
  readonly onKey: (event: React.KeyboardEvent) => void;
}) {
  const { asked, list, active, onAsk, onKey } = props;
  return (
    <input
      type="search"
      role="combobox"
      aria-expanded="true"
      aria-controls={list}
      aria-activedescendant={active}
      aria-label={words.finder.heading}
      placeholder={words.finder.placeholder}
      autoComplete="off"
      value={asked}
      onChange={(event) => onAsk(event.target.value)}
      onKeyDown={onKey}
    />
  );
}

function Hits(props: {
  readonly id: string;
  readonly hits: readonly Findable[];
  readonly current: number;
  readonly onFound: (found: Findable) => void;
}) {
  const { id, hits, current, onFound } = props;
  return (
    <div id={id} role="listbox" aria-label={words.finder.heading} className="finder-hits">
      {hits.map((hit, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
        <div
          key={hit.key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === current}
          className="hit"
          onClick={() => onFound(hit)}
        >
          <span className="hit-kind">{words.finder.kinds[hit.kind]}</span>
          <span className="hit-title">{hit.title}</span>
          <span className="hit-detail">{hit.detail}</span>
        </div>
      ))}
    </div>
  );
}
