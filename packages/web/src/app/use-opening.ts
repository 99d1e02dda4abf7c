import type { Id } from "@proviso/core";
import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, useEffect, useRef } from "react";
import { addressOf } from "../case/moment.ts";
import { lineId } from "../screens/agreement/line-id.ts";
import { isOpen, type Open } from "./open.ts";
import type { MovingMoment } from "./use-moment.ts";

/** Opens and closes the panel; what was last asked for has the focus again when it closes. */
export function useReturningFocus(open: Open, go: (open: Open) => void): (open: Open) => void {
  const before = useRef<HTMLElement | null>(null);
  const opened = isOpen(open);
  useEffect(() => {
    if (opened) return;
    const { current } = before;
    before.current = null;
    // A redraw may have replaced the button that was pressed: its likeness then has the focus.
    const node = current?.dataset["why"];
    const likeness =
      node === undefined ? null : document.querySelector(`[data-why="${CSS.escape(node)}"]`);
    const target = current?.isConnected ? current : likeness;
    if (target instanceof HTMLElement) target.focus();
  }, [opened]);
  return (next) => {
    const active = document.activeElement;
    if (!opened && active instanceof HTMLElement) before.current = active;
    go(next);
  };
}

/** Ctrl-K finds; Escape closes what is open, but for a dialog, which closes itself. */
export function useKeys(keys: {
  readonly onFind: () => void;
  readonly onEscape: () => void;
  readonly isOpen: boolean;
}): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        keys.onFind();
      } else if (event.key === "Escape" && keys.isOpen && !event.defaultPrevented) {
        if (document.querySelector("dialog[open]") === null) keys.onEscape();
      }
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  });
}

/** Goes to a line of a text in force, on the Agreement. */
export function useGoToLine(
  caseId: string,
  clocks: MovingMoment,
  reading: Id | null,
): (file: string, line: number) => void {
  const navigate = useNavigate();
  return async (file, line) => {
    const narrow = window.matchMedia("(max-width: 60rem)").matches;
    const query = new URLSearchParams(window.location.search);
    const why = narrow ? null : query.get("why");
    await navigate({
      to: "/cases/$caseId/agreement",
      params: { caseId },
      search: addressOf(clocks.moment, reading, { why, entry: null }),
      resetScroll: false,
    });
    requestAnimationFrame(() => showLine(file, line));
  };
}

function showLine(file: string, line: number): void {
  const target = document.getElementById(lineId(file, line));
  if (target === null) return;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

/**
 * Every verdict, entry and line that can be opened says so in its markup and is heard here: a row
 * then does not depend on the moment, and is not drawn again for it.
 */
export function useClicks(
  open: Open,
  onOpen: (open: Open) => void,
  onLine: (file: string, line: number) => void,
) {
  return {
    onClick: (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target.closest("button") : null;
      const { why, entry, file, line } = target?.dataset ?? {};
      if (why !== undefined) onOpen({ why, entry: null });
      else if (entry !== undefined) onOpen({ why: open.why, entry });
      else if (file !== undefined) onLine(file, Number(line));
    },
  };
}
