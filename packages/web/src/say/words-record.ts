/** The English words of the Record; part of the one catalogue. */
export const recordWords = {
  heading: "Record",
  trust: "Can I trust this?",
  loading: "Opening the record…",
  failed: "The record did not arrive.",
  failedHint: "Is the server still running? The code of what went wrong:",
  holds: (size: number, origin: string, root: string) =>
    `${size === 1 ? "One entry" : `${size} entries`} in the log ${origin}, under the root ${root}.`,
  newest: (serial: number, size: number, age: string) =>
    `Its newest checkpoint, number ${serial}, is of ${size} entries${age === "" ? "" : `; the last of these was received ${age}`}.`,
  behind: (count: number) =>
    count === 1
      ? "One entry after it is under no checkpoint yet."
      : `${count} entries after it are under no checkpoint yet.`,
  noCheckpoint:
    "It has no checkpoint yet: nothing that was signed says how many entries there are.",
  cosigned: (by: readonly string[]) =>
    by.length === 0
      ? "No witness has cosigned it: that the log shows everyone the same, only the log says."
      : `Signatures under it say that ${by.join(", ")} cosigned it. Their keys are not known to this page: proviso verify checks them.`,
  reconstructed:
    "A reconstructed case: its keeper signed the entries when the case was imported, and nobody when they were made.",
  verify: "Verify everything here",
  verifyAgain: "Verify everything again",
  verifyHint:
    "Brings every leaf, envelope, hash and checkpoint to this browser and works all of them out again; the server is believed in nothing.",
  stages: {
    leaves: "Leaves",
    envelopes: "Envelopes and signatures",
    checkpoints: "Checkpoints",
    tiles: "Published hashes",
    judged: "What the screens judge by",
  },
  progress: (stage: string, done: number, of: number) => `${stage}: ${done} of ${of}`,
  agrees: "Everything agrees.",
  agreesBut: (count: number) =>
    `Everything agrees; ${count === 1 ? "one thing is" : `${count} things are`} remarkable.`,
  disagrees: (count: number) =>
    count === 1 ? "One thing does not agree." : `${count} things do not agree.`,
  did: {
    root: (size: number) => `The ${size} leaves give the root`,
    envelopes: (envelopes: number, signatures: number) =>
      `${envelopes} envelopes are those of their leaves; ${signatures} signatures hold`,
    closed: (closed: number) => `${closed} under a label were not read; their leaves were`,
    checkpoints: (count: number) =>
      count === 1
        ? "The one checkpoint is signed"
        : `All ${count} checkpoints are signed, and each continues the one before`,
    tiles: (count: number) => `${count} tiles of published hashes are those of the leaves`,
    judged: (count: number) => `${count} entries that the verdicts rest on are just as signed`,
  },
  asFar:
    "Were it made up as a whole, with its key, a page could not tell. Compare the log's key and a checkpoint with what you had another way:",
  verifyFailed: (code: string, message: string) =>
    `It could not be verified: ${message === "" ? "a part of the record did not arrive" : message} (${code}).`,
  atEntry: (index: number) => `entry ${index}`,
  wholeLog: "the log",
  table: "The log",
  columns: {
    index: "No.",
    received: "Received",
    known: "Known",
    kind: "Kind",
    id: "Id",
    signer: "Signed by",
    digest: "Digest",
  },
  labelled: "labelled",
  signedBy: (device: string, role: string) => (device === role ? device : `${device} as ${role}`),
  later: "Known later",
  notUnder: "not yet under a checkpoint",
  laterWhy: "Entries in grey were not known yet at the moment of the clocks.",
  page: (from: number, to: number, of: number) => `${from} to ${to} of ${of}`,
  first: "First",
  previous: "Previous",
  next: "Next",
  last: "Last",
  pages: "Parts of the log",
  empty: "The record holds no entries yet.",
  emptyHint: "The first is made with proviso import or proviso record.",
  checkpoints: "Checkpoints",
  checkpointColumns: {
    serial: "No.",
    size: "Entries",
    root: "Root",
    signed: "Signed",
    cosigned: "Cosigned",
    continues: "Continues the one before",
  },
  signatureHolds: "holds",
  nobody: "nobody",
  firstOfAll: "the first",
  provenBy: (hashes: number) => (hashes === 1 ? "yes, by one hash" : `yes, by ${hashes} hashes`),
  take: "Take it with you",
  takeNow: "Download the whole record",
  takeHint:
    "One archive. Unpacked, it is a bundle: it verifies without this server and without a network, with standard tools alone. From the command line:",
  takeCommand: (name: string) => `proviso export ${name} --out ${name}-bundle`,
  verifyCommand: (name: string) => `proviso verify ${name}-bundle`,
  logKey: "The log's key",
  entry: {
    heading: (index: number) => `Entry ${index} of the log`,
    back: "All entries",
    unknown: "The log has no such entry.",
    says: "What it says",
    open: (id: string) => `The whole entry ${id}`,
    envelope: "The envelope",
    isEnvelope: "The envelope is the one that the leaf commits to.",
    isNotEnvelope: "The envelope is not the one that the leaf commits to.",
    closed:
      "It is under a label. Its envelope is not given here; its leaf stands in the log all the same, and so the log verifies.",
    signatures: "Signatures",
    hold: "Every signature holds, by the keys that the server lists for this place.",
    refused: "The signatures do not make it count here:",
    suspect: "A later entry says that a key was in other hands when this was signed.",
    signer: (name: string, body: string, person: string) =>
      name === person && person === body ? name : `${name}, of ${person} for ${body}`,
    roles: (roles: readonly string[]) => `may sign as ${roles.join(", ")}`,
    fields: {
      kind: "Kind",
      id: "Id",
      role: "Signed as",
      received: "Received",
      label: "Label",
      digest: "Digest",
      after: "Newest checkpoint its device had",
      series: "In the series",
      payload: "What was signed",
    },
    none: "none",
    afterOf: (size: number, root: string) => `of ${size} entries, root ${root}…`,
    inclusion: "Its place in the log, step by step",
    included: (size: number) =>
      `The last row is the root that the checkpoint of ${size} entries signs: the entry is in the log.`,
    notIncluded: (size: number) =>
      `The last row is not the root that the checkpoint of ${size} entries signs.`,
    unsigned: "The signature of that checkpoint does not hold:",
    notYet: "No checkpoint holds it yet.",
    proofColumns: { step: "Step", joined: "Joined with", hash: "Hash of that", gives: "Gives" },
    leaf: "the leaf itself",
    joined: (side: string, begin: number, end: number) =>
      end - begin === 1
        ? `leaf ${begin}, on the ${side}`
        : `leaves ${begin} to ${end - 1}, on the ${side}`,
    time: "When it was made",
    stated: "It says",
    notStated: "nothing",
    notBefore: "Not before",
    notBeforeOpen: "not known: its device had no checkpoint",
    notAfter: "Not after",
    notAfterOpen: "not known: no checkpoint holds it yet",
    order: "A stated time is a claim. The order of entries is the log's alone.",
    flags: {
      "stated-before": "It claims to be from before its device saw the checkpoint that it carries.",
      "stated-after": "It claims to be from after the log held it.",
      "clocks-disagree":
        "The checkpoint that it carries is dated later than the one that holds it.",
    },
    reconstructedTime:
      "In a reconstructed case the stated time is when it was known then; it was signed at the import.",
    device: "Its device",
    counter: (device: string, counter: number) => `Number ${counter} that ${device} signed.`,
    chain: {
      first: "It names none before it.",
      continues: "The one before it is entry",
      notNear: (previous: string) =>
        `The one before it, ${previous}…, is none of the hundred entries before; the verification of everything follows the chain.`,
    },
  },
  unsigned: {
    title: "This case has no signatures.",
    why: "It is read from a folder, not from a store: there is no log, no checkpoint and no key, and nothing here proves who wrote an entry, or that none was changed or left out.",
    can: "What can be checked here: texts against the SHA-256 that the entries adopting them give. Compare the SHA-256 of the record with that of another copy.",
    files: "Files and their SHA-256",
    columns: { file: "File", sha256: "SHA-256", named: "Named by", agrees: "Agrees" },
    agrees: "agrees",
    differs: "differs",
    notNamed: "no entry names it",
    attachments: (broken: number) =>
      broken === 0
        ? "The server found every attachment that an entry names, and each is the file of its SHA-256."
        : `The server found ${broken} entries whose attachments are missing or are other files.`,
    keep: "Imported into a store, each entry is signed by its keeper and stands in a log:",
    keepCommand: (name: string) => `proviso import case cases/${name}`,
    entries: "The entries",
  },
} as const;
