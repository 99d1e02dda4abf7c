import { type Id, id, type Protocol, type ProtocolField } from "@proviso/core";

const choices = (...ids: readonly string[]) => ids.map((one) => ({ id: one, title: `the ${one}` }));

function field(
  name: ProtocolField["name"],
  type: ProtocolField["type"],
  required = false,
  among: readonly string[] = [],
): ProtocolField {
  return { name, label: `${name} \${x}`, type, required, choices: choices(...among), learns: null };
}

const COMMON = {
  clause: id("removal"),
  clauseTitle: "the removal of the guns",
  unit: null,
  methods: choices("ground-inspection"),
  soleMethods: [],
  eligibility: null,
  observers: choices("mission"),
  equivalentApprovedBy: null,
  learning: "number and class",
  mayLearn: ["number", "class"],
  notUnderstood: [],
  freshness: null,
} as const;

const ABOUT = [
  field("observer", "choice", true, ["mission", "Switzerland"]),
  field("technical", "yes or no"),
  field("method", "choice", true, ["ground-inspection"]),
];

/** A count of an item, as an agreement asks it of inspectors. */
export const COUNT: Protocol = {
  ...COMMON,
  id: "removal/1",
  title: "guns: how many, departed",
  act: { kind: "count", item: id("guns"), stage: "departed", orStage: null },
  fields: [
    ...ABOUT,
    field("item", "choice", true, ["guns", "mortars"]),
    field("vessel", "text", true),
    field("low", "whole number", true),
    field("high", "whole number", true),
    field("sigma", "decimal"),
    field("serials", "list"),
    field("photograph", "photograph"),
    field("remark", "text"),
  ],
};

/** A presence, and an activity of a ship that the inspector names. */
export const PRESENCE: Protocol = {
  ...COMMON,
  id: "removal/2",
  title: "guns: present or absent at the yard",
  act: { kind: "presence", subject: id("guns"), state: "absent" },
  fields: [
    ...ABOUT,
    field("item", "choice", true, ["guns"]),
    field("place", "choice", true, ["yard"]),
    field("state", "choice", true, ["present", "absent"]),
    field("coverage", "decimal"),
  ],
};

/** An activity of a ship that the inspector names. */
export const INSPECTION: Protocol = {
  ...COMMON,
  id: "removal/3",
  title: "inspection of each ship",
  act: {
    kind: "activity",
    activity: "inspection",
    subject: null,
    state: "complete",
    by: ["mission" as Id],
  },
  fields: [
    ...ABOUT,
    field("item", "text", true),
    field("state", "choice", true, ["ongoing", "complete"]),
    field("by", "choice", true, ["mission"]),
  ],
};
