// Checks a bundle of a record with nothing but Node: `node check.mjs [FOLDER] [LOG-KEY]`.
//
// It shares no line with the program that made the bundle. It checks the list of files, the leaves
// against the root, the root's signature, each open entry against its leaf and its signatures by
// the keys that were enrolled before it, and each file of the case against what the record binds.
// LOG-KEY is the log's verifier key as you had it from elsewhere; without it, it is the one in the
// first entry, and the bundle vouches for itself.
// It does not check cosignatures, roles or countersignatures: `proviso verify` does.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? ".";
const faults = [];
const fault = (file, message) => faults.push(`${file}: ${message}`);
const read = (path) => readFileSync(join(folder, path));
const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

function attempt(file, check) {
  try {
    return check();
  } catch (cause) {
    fault(file, cause.message);
    return undefined;
  }
}

const PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Ed25519 by OpenSSL, and S below the order of the group (RFC 8032 section 5.1.7). */
function isSigned(key, message, signature) {
  if (signature.length !== 64) return false;
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString("hex")}`);
  if (s >= ORDER) return false;
  const publicKey = createPublicKey({
    key: Buffer.concat([PREFIX, key]),
    format: "der",
    type: "spki",
  });
  return verify(null, message, publicKey, signature);
}

const JUDGED_BY = /^(agreement\.proviso|case\.json|(readings|amendments)\/[^/]+\.proviso)$/;

function filesHere(under) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => !one.isDirectory())
    .map((one) => join(one.parentPath, one.name).slice(join(folder, "x").length - 1))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.startsWith(under));
}

/** Every file but the list has the sum that the list gives, and there is no other file. */
function checkList() {
  const listed = new Map();
  for (const line of read("SHA256SUMS").toString("utf8").trimEnd().split("\n")) {
    listed.set(line.slice(66), line.slice(0, 64));
  }
  for (const path of filesHere("")) {
    if (!listed.has(path) && !path.startsWith("SHA256SUMS")) fault(path, "is not in the list");
  }
  for (const [path, sum] of listed) {
    const found = attempt(path, () => sha256(read(path)).toString("hex"));
    if (found !== undefined && found !== sum)
      fault(path, "has another SHA-256 than the list gives");
  }
}

/** A signed note: its text, and its signatures with the name and the id of their keys. */
function readNote(path) {
  const note = read(path).toString("utf8");
  const end = note.lastIndexOf("\n\n");
  const signatures = note
    .slice(end + 2, -1)
    .split("\n")
    .map((line) => {
      const [, name, encoded] = line.split(" ");
      const bytes = Buffer.from(encoded, "base64");
      return { name, id: bytes.subarray(0, 4).toString("hex"), bytes: bytes.subarray(4) };
    });
  return { text: note.slice(0, end + 1), signatures };
}

function checkNote(path, vkey) {
  const [name, id] = vkey.split("+");
  const key = Buffer.from(vkey.slice(name.length + id.length + 2), "base64");
  const { text, signatures } = readNote(path);
  const own = signatures.filter((one) => one.name === name && one.id === id);
  if (own.length === 0) fault(path, `is not signed by ${name}`);
  for (const { bytes } of own) {
    if (!isSigned(key.subarray(1), Buffer.from(text), bytes)) fault(path, "has a bad signature");
  }
}

/** The leaves, from the bundles of 256 that C2SP tlog-tiles prescribes. */
function readLeaves(size) {
  const leaves = [];
  for (let tile = 0; tile * 256 < size; tile += 1) {
    const width = Math.min(256, size - tile * 256);
    const digits = String(tile).padStart(Math.ceil(String(tile).length / 3) * 3, "0");
    const groups = digits.match(/.{3}/g);
    const folders = groups.slice(0, -1).map((group) => `x${group}/`);
    const end = width === 256 ? "" : `.p/${width}`;
    const bytes = read(`tile/entries/${folders.join("")}${groups.at(-1)}${end}`);
    let at = 0;
    while (at < bytes.length) {
      const length = bytes.readUInt16BE(at);
      leaves.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return leaves;
}

/** RFC 6962 section 2.1, as it is written there. */
function rootOf(leaves) {
  if (leaves.length === 0) return sha256("");
  if (leaves.length === 1) return sha256("\u0000", leaves[0]);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256("\u0001", rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** Each entry against its leaf, and its signatures against the keys before it. */
function checkEntries(leaves, origin, bound) {
  const keys = new Map();
  let unread = 0;
  for (const [position, bytes] of leaves.entries()) {
    const leaf = JSON.parse(bytes.toString("utf8"));
    const name = `entries/${String(position).padStart(6, "0")}`;
    if (leaf.index !== position) fault(name, `its leaf says that it is ${leaf.index}`);
    if (leaf.label !== undefined) {
      unread += 1;
      continue;
    }
    const file = `${name}.json`;
    attempt(file, () => checkEntry(file, read(file), leaf, { origin, keys, bound }));
  }
  return unread;
}

function checkEntry(file, bytes, leaf, { origin, keys, bound }) {
  if (sha256(bytes).toString("hex") !== leaf.envelope) fault(file, "is not the one of its leaf");
  const { payload, payloadType, signatures } = JSON.parse(bytes.toString("utf8"));
  const said = Buffer.from(payload, "base64");
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${said.length} `;
  const message = Buffer.concat([Buffer.from(head), said]);
  const { origin: signedFor, entry, device } = JSON.parse(said.toString("utf8"));
  if (signedFor !== origin) fault(file, `was signed for ${signedFor}`);
  if (leaf.index === 0) keys.set(entry.name, Buffer.from(entry.publicKey, "hex"));
  const signers = new Set();
  for (const { sig } of signatures) {
    const signature = Buffer.from(sig, "base64");
    const signer = [...keys].find(([, key]) => isSigned(key, message, signature));
    if (signer === undefined) fault(file, "has a signature by no key that stands");
    else signers.add(signer[0]);
  }
  if (!signers.has(device)) fault(file, `is not signed by ${device}, whose entry it says it is`);
  for (const one of entry.kind === "documents" ? entry.files : []) {
    // What a case is judged by is bound once; of anything else the newest entry stands.
    if (!JUDGED_BY.test(one.file) || !bound.has(one.file)) bound.set(one.file, one.sha256);
  }
  if (entry.kind !== "key") return;
  const ends = entry.act === "revoke" || entry.act === "compromise";
  if (ends) keys.delete(entry.name);
  else keys.set(entry.name, Buffer.from(entry.publicKey, "hex"));
}

/** Every file that the record binds is here and holds what it says; in whole records no other is. */
function checkDocuments(bound) {
  const isWhole = bound.has("agreement.proviso") && bound.has("case.json");
  for (const [file, sum] of bound) {
    attempt(`documents/${file}`, () => {
      if (sha256(read(`documents/${file}`)).toString("hex") !== sum)
        fault(`documents/${file}`, "is not the file that the record binds");
    });
  }
  for (const path of isWhole ? filesHere("documents/") : []) {
    const name = path.slice(10);
    if (!bound.has(name) && !/^(attachments|openings)\//.test(name))
      fault(path, "is bound by no entry");
  }
}

attempt("SHA256SUMS", checkList);
attempt("checkpoint", () => {
  const [origin, size, root] = readNote("checkpoint").text.split("\n");
  const leaves = readLeaves(Number(size));
  if (leaves.length !== Number(size)) fault("checkpoint", `signs ${size} entries, not all here`);
  if (rootOf(leaves).toString("base64") !== root) fault("checkpoint", "signs another root");
  const first = JSON.parse(read("entries/000000.json").toString("utf8")).payload;
  const own = JSON.parse(Buffer.from(first, "base64").toString("utf8")).entry.log.key;
  const logKey = process.argv[3] ?? own;
  if (logKey !== own) fault("entries/000000.json", "names another key of the log than yours");
  checkNote("checkpoint", logKey);
  checkNote("SHA256SUMS.note", logKey);
  const [, , sums] = readNote("SHA256SUMS.note").text.split("\n");
  if (sums !== sha256(read("SHA256SUMS")).toString("hex")) fault("SHA256SUMS", "was not signed");
  const bound = new Map();
  const unread = checkEntries(leaves, origin, bound);
  checkDocuments(bound);
  console.log(`${origin}: ${size} entries, ${unread} of them under a label and not read.`);
});
for (const line of new Set(faults)) console.log(line);
console.log(
  faults.length === 0 ? "All of it agrees." : `${new Set(faults).size} things do not agree.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
