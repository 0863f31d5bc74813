import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { binary } from "../../main/resources/page/binary.js";
import { rawField, readExport, stepsOf, verify } from "../../main/resources/page/verify.js";

const sha256 = async (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());

/** Receipts that were computed by other means, which the Java side is held against too. */
const GIVEN = readFileSync(
  new URL("../../../../shared-model/src/test/resources/receipts.jsonl", import.meta.url),
  "utf8",
);

/** An export as shared-model's README describes it. */
function exported(entries) {
  let head = Buffer.alloc(32);
  const lines = [`{"v":1,"type":"room","room":"r1"}`];
  entries.forEach(({ command, decision, before = false }, at) => {
    const place = `3:${42 + at}`;
    const atMs = 2_000 + at;
    const numbers = Buffer.alloc(24);
    numbers.writeInt32BE(3, 0);
    numbers.writeBigInt64BE(BigInt(42 + at), 4);
    numbers.writeBigInt64BE(BigInt(atMs), 12);
    numbers.writeInt32BE(Buffer.byteLength(command), 20);
    const unsealed = decision.replace("PLACE", place);
    const hash = createHash("sha256");
    for (const part of [head, numbers, command, binary(unsealed)]) hash.update(part);
    const next = hash.digest();
    const sealed = `${unsealed.slice(0, -1)},"receipt":"${next.toString("hex")}"}`;
    lines.push(
      `{"v":1,"type":"entry","place":"${place}","appendedAtMs":${atMs},"command":${command},"decision":${sealed}}`,
    );
    head = before ? Buffer.alloc(32) : next;
  });
  const receipt = head.toString("hex");
  lines.push(`{"v":1,"type":"end","entries":${entries.length},"receipt":"${receipt}"}`);
  return `${lines.join("\n")}\n`;
}

const decided = (op, by, answer, updates = "[]") =>
  `{"v":1,"room":"r1","place":"PLACE","id":"c","by":"${by}","role":"${op === "open" ? "STAFF" : "BIDDER"}","op":"${op}","atMs":2000,"answer":${answer},"duplicate":false,"sequence":1,"updates":${updates}}`;

const EARLY = {
  command: `{"v":1,"op":"bid","amount":5}`,
  decision: decided("bid", "u9", `{"status":"refused","code":"NO_SUCH_ROOM"}`),
  before: true,
};
const OPEN = {
  command: `{"v":1,"op":"open","terms":{"a":[1,2,{"b":"}\\"]"}]}}`,
  decision: decided("open", "s1", `{"status":"done","op":"open"}`),
};
const BID = {
  command: `{"v":1,"op":"bid","amount":"가격 \\u2028 <script>"}`,
  decision: decided(
    "bid",
    "u1",
    `{"status":"leading","bid":1,"price":100000}`,
    `[{"sequence":2,"atMs":2001,"event":{"type":"bid"},"standing":{"phase":"OPEN","price":100000}}]`,
  ),
};

test("a log that nobody touched holds", async () => {
  const found = await verify(readExport(exported([EARLY, OPEN, BID, BID])), sha256);
  assert.equal(found.fault, null);
  assert.ok(found.holds);
  assert.equal(found.entries, 4);
});

test("the binary form of a decision, and the receipts over it, are those of the given log", async () => {
  const given = GIVEN.trimEnd().split("\n").map((line) => JSON.parse(line));
  const lines = [`{"v":1,"type":"room","room":"r1"}`];
  for (const { place, appendedAtMs, command, decision, cbor, receipt } of given) {
    assert.equal(Buffer.from(binary(decision)).toString("hex"), cbor);
    lines.push(
      `{"v":1,"type":"entry","place":"${place}","appendedAtMs":${appendedAtMs},"command":${command},"decision":${decision.slice(0, -1)},"receipt":"${receipt}"}}`,
    );
  }
  lines.push(`{"v":1,"type":"end","entries":${given.length},"receipt":"${given.at(-1).receipt}"}`);
  const found = await verify(readExport(lines.join("\n")), sha256);
  assert.equal(found.fault, null);
  assert.equal(found.entries, given.length);
});

test("only compact JSON of whole numbers, texts, true and false has a binary form", () => {
  for (const json of [`{"a": 1}`, `{"a":1.5}`, `{"a":1e3}`, `{"a":null}`, `{"a":'x'}`, `{"a":"x}`]) {
    assert.equal(binary(json), null, json);
  }
  const same = new Set(
    [
      `{"a":1}`,
      `{"a":-1}`,
      `{"a":"1"}`,
      `{"a":true}`,
      `{"a":1,"a":1}`,
      `{"a":[1]}`,
      `{"a":{}}`,
      `{"price":1}`,
      `{"a":9007199254740992}`,
      `{"a":9007199254740993}`,
    ].map((json) => Buffer.from(binary(json)).toString("hex")),
  );
  assert.equal(same.size, 10);
});

test("one changed letter is found where it stands", async () => {
  const text = exported([OPEN, BID, BID]).replace('"price":100000}', '"price":100001}');
  const found = await verify(readExport(text), sha256);
  assert.equal(found.fault, "verifyDiffers");
  assert.equal(found.place, "3:43");
});

test("a line that was taken out, or an end that was cut, is noticed", async () => {
  const lines = exported([OPEN, BID, BID]).split("\n");
  const without = [...lines.slice(0, 2), ...lines.slice(3)].join("\n");
  assert.equal((await verify(readExport(without), sha256)).fault, "verifyCut");
  assert.equal((await verify(readExport(lines.slice(0, 3).join("\n")), sha256)).fault, "verifyCut");
  const relabelled = without.replace('"entries":3', '"entries":2');
  assert.equal((await verify(readExport(relabelled), sha256)).fault, "verifyDiffers");
});

test("a field is found at the outermost level only, with its very text", () => {
  const json = `{"a":{"b":1},"s":"\\"b\\":2","b":[{"c":"]}"},1e3],"z":null}`;
  assert.equal(rawField(json, "b"), `[{"c":"]}"},1e3]`);
  assert.equal(rawField(json, "a"), `{"b":1}`);
  assert.equal(rawField(json, "z"), "null");
  assert.equal(rawField(json, "c"), null);
});

test("bidders are numbered as they come, one's own are one's own", () => {
  const lines = readExport(exported([OPEN, BID, BID]));
  const { steps } = stepsOf(lines, { id: "u1" });
  assert.deepEqual(
    steps.map(({ who }) => who),
    [{ role: "STAFF" }, { own: true }, { own: true }],
  );
  assert.deepEqual(stepsOf(lines, null).steps[1].who, { number: 1 });
  assert.equal(steps[1].standing.price, 100000);
});
