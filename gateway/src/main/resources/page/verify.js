// A room's exported log (JSON Lines), read and computed again in the browser. Pure but for SHA-256.

import { binary, joined } from "./binary.js";

const HEX_CHARS = 64;
const NONE = "0".repeat(HEX_CHARS);
const RECEIPT = /,"receipt":"([0-9a-f]{64})"\}$/;

/** Lines as objects, each with its own text: receipts are over bytes, not over meanings. */
export function readExport(text) {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((raw) => ({ ...JSON.parse(raw), raw }));
}

/** The text of a field of an object's outermost level, as it stands; null when it is not there. */
export function rawField(json, name) {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') {
      const end = endOfString(json, at);
      const isName = depth === 1 && json[end + 1] === ":";
      if (isName && json.slice(at + 1, end) === name) {
        return json.slice(end + 2, endOfValue(json, end + 2));
      }
      at = end;
    } else if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
  }
  return null;
}

function endOfString(json, from) {
  let at = from + 1;
  while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}

function endOfValue(json, from) {
  let depth = 0;
  for (let at = from; at < json.length; at++) {
    const char = json[at];
    if (char === '"') at = endOfString(json, at);
    else if (char === "{" || char === "[") depth++;
    else if (depth > 0 && (char === "}" || char === "]")) depth--;
    else if (depth === 0 && (char === "," || char === "}" || char === "]")) return at;
  }
  return json.length;
}

const utf8 = new TextEncoder();
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

function numbersOf(place, atMs, length) {
  const [partition, offset] = place.split(":");
  const view = new DataView(new ArrayBuffer(24));
  view.setInt32(0, Number(partition));
  view.setBigInt64(4, BigInt(offset));
  view.setBigInt64(12, BigInt(atMs));
  view.setInt32(20, length);
  return new Uint8Array(view.buffer);
}

/** The bytes of a command as logged, and what is hashed of its decision, with its receipt. */
function bytesOf({ raw, bytes }) {
  const command = bytes === undefined ? utf8.encode(rawField(raw, "command")) : fromBase64(bytes);
  const sealed = rawField(raw, "decision");
  const [end, receipt] = (sealed && RECEIPT.exec(sealed)) ?? [];
  if (!receipt) return { command, decision: null, receipt: null };
  const decision = binary(`${sealed.slice(0, -end.length)}}`);
  return { command, decision, receipt };
}

/**
 * Computes every receipt again.
 * @param {(bytes: Uint8Array) => Promise<ArrayBuffer>} sha256
 * @returns {Promise<{holds: boolean, entries: number, receipt: string, fault: string|null, place:
 *     string|null}>} `fault` is a text key
 */
export async function verify(lines, sha256) {
  const entries = lines.filter(({ type }) => type === "entry");
  const end = lines.at(-1);
  const told = { holds: false, entries: entries.length, receipt: NONE, fault: null, place: null };
  if (lines[0]?.type !== "room" || end?.type !== "end" || end.entries !== entries.length) {
    return { ...told, fault: "verifyCut" };
  }
  let head = new Uint8Array(HEX_CHARS / 2);
  let opened = false;
  for (const entry of entries) {
    const { command, decision, receipt } = bytesOf(entry);
    if (!receipt) return { ...told, fault: "verifyMissing", place: entry.place };
    if (!decision) return { ...told, fault: "verifyDiffers", place: entry.place };
    const numbers = numbersOf(entry.place, entry.appendedAtMs, command.length);
    const next = new Uint8Array(await sha256(joined([head, numbers, command, decision])));
    if (hexOf(next) !== receipt) return { ...told, fault: "verifyDiffers", place: entry.place };
    told.receipt = receipt;
    const { answer, op } = entry.decision;
    opened ||= op === "open" && answer.status === "done";
    // What was asked of the room before it was opened leaves nothing behind.
    head = opened ? next : new Uint8Array(HEX_CHARS / 2);
  }
  if (told.receipt !== end.receipt) return { ...told, fault: "verifyEnd" };
  return { ...told, holds: true };
}

/**
 * What the room looked like after each entry: the standing of the last update so far, and who is
 * called what. Ticks that changed nothing are left out.
 */
export function stepsOf(lines, me) {
  const names = new Map();
  let standing = null;
  let terms = null;
  const steps = [];
  for (const { type, place, appendedAtMs, command, decision } of lines) {
    if (type !== "entry" || !decision) continue;
    const last = decision.updates.at(-1);
    standing = last?.standing ?? standing;
    terms ??= decision.updates.find(({ event }) => event.type === "opened")?.event.terms ?? null;
    if (decision.op === "tick" && decision.updates.length === 0) continue;
    const who = nameOf(decision, names, me);
    steps.push({ place, atMs: decision.atMs ?? appendedAtMs, command, decision, standing, who });
  }
  return { steps, terms, names };
}

/** Bidders are opaque ids in the log; here they are numbered as they come. */
function nameOf({ by, role }, names, me) {
  if (me && by === me.id) return { own: true };
  if (role !== "BIDDER") return { role };
  if (!names.has(by)) names.set(by, names.size + 1);
  return { number: names.get(by) };
}
