import type { Batch } from "../store.ts";

/**
 * Appends a batch in one statement, which is a transaction of its own: one round trip and one sync,
 * and nothing of it is kept unless all of it is.
 */
export const APPEND = `
  WITH leaf AS (
    INSERT INTO proviso.leaves (case_number, position, leaf)
    SELECT $1, * FROM unnest($2::bigint[], $3::bytea[])
  ), envelope AS (
    INSERT INTO proviso.envelopes (case_number, position, label, envelope)
    SELECT $1, * FROM unnest($2::bigint[], $4::text[], $5::bytea[])
  ), key AS (
    INSERT INTO proviso.idempotency_keys (case_number, position, key, payload)
    SELECT $1, * FROM unnest($2::bigint[], $6::bytea[], $7::bytea[])
  ), given AS (
    INSERT INTO proviso.series_numbers (case_number, position, route, number)
    SELECT $1, * FROM unnest($8::bigint[], $9::bytea[], $10::bigint[])
  ), top AS (
    INSERT INTO proviso.tops (case_number, level, node, hash)
    SELECT $1, * FROM unnest($11::integer[], $12::bigint[], $13::bytea[])
    ON CONFLICT DO NOTHING
  ), checkpoint AS (
    INSERT INTO proviso.checkpoints (case_number, serial, size, note)
    SELECT $1, (
      SELECT coalesce(max(serial), -1) FROM proviso.checkpoints WHERE case_number = $1
    ) + at, size, note
    FROM unnest($14::bigint[], $15::bytea[]) WITH ORDINALITY AS given (size, note, at)
  )
  INSERT INTO proviso.documents (case_number, file, label, bytes)
  SELECT $1, file, label, bytes
  FROM unnest($16::text[], $17::text[], $18::bytea[])
    WITH ORDINALITY AS given (file, label, bytes, at)
  ORDER BY at`;

/** The values of `APPEND`. */
export function appendValues(caseNumber: number, batch: Batch): readonly unknown[] {
  const { entries, tops, checkpoints, documents } = batch;
  const numbered = entries.flatMap(({ position, number }) =>
    number === null ? [] : [{ position, ...number }],
  );
  return [
    caseNumber,
    entries.map(({ position }) => position),
    entries.map(({ leaf }) => leaf),
    entries.map(({ label }) => label),
    entries.map(({ envelope }) => envelope),
    entries.map(({ key }) => key.key),
    entries.map(({ key }) => key.payload),
    numbered.map(({ position }) => position),
    numbered.map(({ route }) => route),
    numbered.map(({ number }) => number),
    tops.map(({ level }) => level),
    tops.map(({ index }) => index),
    tops.map(({ hash }) => hash),
    checkpoints.map(({ size }) => size),
    checkpoints.map(({ note }) => note),
    documents.map(({ file }) => file),
    documents.map(({ label }) => label),
    documents.map(({ bytes }) => bytes),
  ];
}
