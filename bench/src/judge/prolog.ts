import type { Contender, Loaded } from "./contender.ts";
import { programVersion } from "./installed.ts";
import { affectedBy } from "./lists.ts";
import { runProgram } from "./programs.ts";
import type { Workload } from "./workload.ts";

const version = programVersion("swipl", ["--version"], /version (\S+)/);

/** SWI-Prolog: a clause an undertaking, facts asserted and retracted, an index of ours. */
export const PROLOG: Contender = {
  id: "swi-prolog",
  name: "SWI-Prolog, plain rules, indexed by us",
  role: "peer",
  version: version ?? "not installed",
  note: "the index, and the order of the layers, are ours; times its own loop",
  events: { W1: 100_000, W2: 20_000, W3: 20_000, W4: 100_000 },
  load: (workload): Loaded => ({
    run: (events) =>
      runProgram("swipl", (file) => ["-O", "-q", file], "bench.pl", programOf(workload, events)),
  }),
};

function programOf(workload: Workload, events: number): string {
  const rules = workload.rules.map((rule, index) => {
    const facts = rule.facts.map((fact) => `f(${fact})`);
    const either = rule.either.map((other) => `kept(${other})`).join(" ; ");
    return `sat(${index}) :- ${[...facts, ...(either === "" ? [] : [`(${either})`])].join(", ")}.`;
  });
  const index = affectedBy(workload.facts, workload.rules).map(
    (of, fact) => `affected(${fact}, [${of.join(",")}]).`,
  );
  const steps = Array.from(
    { length: events },
    (_, event) => `ev(${event}, ${workload.eventFacts[event]}, ${workload.eventValues[event]}).`,
  );
  return [HEAD, ...rules, ...index, ...steps, tail(events)].join("\n");
}

const HEAD = `
:- style_check(-singleton).
:- dynamic f/1, kept/1.
`;

function tail(events: number): string {
  return `
step(F, 1) :- ( f(F) -> true ; assertz(f(F)), update(F) ).
step(F, 0) :- ( retract(f(F)) -> update(F) ; true ).
update(F) :- affected(F, Rules), check_all(Rules).
check_all([]).
check_all([R|Rs]) :- check(R), check_all(Rs).
check(R) :-
  ( sat(R)
  -> ( kept(R) -> true ; assertz(kept(R)), flag(flips, N, N + 1) )
  ;  ( retract(kept(R)) -> flag(flips, N, N + 1) ; true ) ).
loop(N) :- between(1, N, I), E is I - 1, ev(E, F, V), step(F, V), fail.
loop(_).
warm :- ev(0, _, _), ( sat(0) -> true ; true ), affected(0, _), !.
:- warm, flag(flips, _, 0),
   get_time(T0), loop(${events}), get_time(T1), T is T1 - T0,
   flag(flips, Flips, Flips), aggregate_all(count, kept(_), Kept),
   format("tally ~w ~w ~w~n", [Flips, Kept, T]), halt.
`;
}
