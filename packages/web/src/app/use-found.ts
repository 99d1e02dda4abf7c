import { useNavigate } from "@tanstack/react-router";
import { addressOf } from "../case/moment.ts";
import type { OpenedCase } from "../case/opened-case.ts";
import type { Findable } from "../screens/finder/finder-view.ts";
import { CLOSED, type Open } from "./open.ts";
import type { MovingMoment } from "./use-moment.ts";

/** Goes to what was found: beside the page, to a line of a text, or to the account of an item. */
export function useFound(to: {
  readonly opened: OpenedCase;
  readonly clocks: MovingMoment;
  readonly reading: Parameters<typeof addressOf>[1];
  readonly onOpen: (open: Open) => void;
  readonly onLine: (file: string, line: number) => void;
}): (found: Findable) => void {
  const { opened, clocks, reading, onOpen, onLine } = to;
  const navigate = useNavigate();
  return ({ leadsTo }) => {
    switch (leadsTo.to) {
      case "why":
        return onOpen({ why: leadsTo.node, entry: null });
      case "entry":
        return onOpen({ why: null, entry: leadsTo.id });
      case "line":
        return onLine(leadsTo.file, leadsTo.line);
      case "account":
        return void navigate({
          to: "/cases/$caseId/accounts/$item",
          params: { caseId: opened.id, item: leadsTo.item },
          search: addressOf(clocks.moment, reading, CLOSED),
        });
    }
  };
}
