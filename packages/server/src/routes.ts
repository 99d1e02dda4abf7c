import type { RouteDescription } from "./openapi.ts";
import {
  CASE_ANSWER,
  CASES_ANSWER,
  CHECKPOINTS_ANSWER,
  DEVICE_ANSWER,
  DEVICE_BODY,
  DEVICES_ANSWER,
  ENROLMENT_ANSWER,
  ENTRIES_ANSWER,
  ENTRIES_BODY,
  KEYS_ANSWER,
  LINES_ANSWER,
  RECEIPTS_ANSWER,
  SUMMARY_ANSWER,
} from "./schemas.ts";

/** The list of cases. */
export const CASES: RouteDescription = {
  summary: "The cases that are served",
  answers: { 200: CASES_ANSWER },
};

/** One case. */
export const ONE_CASE: RouteDescription = {
  summary: "A case: its texts, the first of its record's lines, what is wrong with it",
  answers: { 200: CASE_ANSWER },
};

/** Further lines of a case. */
export const LINES: RouteDescription = {
  summary: "The lines of a case from a place on, as many as go into an answer",
  answers: { 200: LINES_ANSWER },
  query: {
    cursor: "The `next` of the lines before, or their `logSize` for what has come since.",
  },
};

const PAGE = {
  cursor: "The `next` of the page before; left out for the first page.",
  limit: "How many at most, 1 to 500; 100 where it is left out.",
};

const BYTES = "application/octet-stream";

/** The routes under the record of a case. */
export const RECORD_ROUTES = {
  summary: { summary: "The record: its log, size and root", answers: { 200: SUMMARY_ANSWER } },
  checkpoint: {
    summary: "The newest checkpoint, a signed note (C2SP tlog-checkpoint)",
    answers: { 200: "text/plain" },
  },
  checkpoints: {
    summary: "All checkpoints, the oldest first",
    answers: { 200: CHECKPOINTS_ANSWER },
    query: PAGE,
  },
  entries: {
    summary: "Entries, in record order; those under a label with their leaf alone",
    answers: { 200: ENTRIES_ANSWER },
    query: PAGE,
  },
  keys: { summary: "All keys that there ever were", answers: { 200: KEYS_ANSWER } },
  tile: {
    summary: "A tile of hashes, or the leaves under one (C2SP tlog-tiles)",
    answers: { 200: BYTES },
  },
  file: { summary: "An attachment, by its SHA-256", answers: { 200: BYTES } },
  devices: { summary: "What a device needs to sign entries", answers: { 200: DEVICES_ANSWER } },
  device: { summary: "A device, and how far its chain has come", answers: { 200: DEVICE_ANSWER } },
  events: {
    summary: "How many entries there are, each time that there are more (server-sent events)",
    answers: { 200: "text/event-stream" },
  },
  bundle: {
    summary: "The whole record as an archive that verifies offline",
    answers: { 200: "application/zip" },
  },
  postEntries: {
    summary: "Signed entries, all of them or none",
    body: ENTRIES_BODY,
    answers: { 200: RECEIPTS_ANSWER, 201: RECEIPTS_ANSWER },
  },
  enrol: {
    summary: "Has the keeper enrol a device",
    body: DEVICE_BODY,
    answers: { 200: ENROLMENT_ANSWER, 201: ENROLMENT_ANSWER },
  },
} as const satisfies Readonly<Record<string, RouteDescription>>;
