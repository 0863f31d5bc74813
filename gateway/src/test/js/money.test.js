import assert from "node:assert/strict";
import { test } from "node:test";
import {
  editable,
  money,
  parseMoney,
  raise,
  readingAid,
  stepAt,
  tidyMoney,
} from "../../main/resources/page/money.js";

const online = [
  [0, 50_000],
  [1_000_000, 100_000],
  [3_000_000, 200_000],
];

test("amounts are written with separators and their currency", () => {
  assert.equal(money(1_250_000, "KRW", "ko"), "1,250,000원");
  assert.equal(money(1_250_000, "KRW", "en"), "₩1,250,000");
  assert.equal(money(125_050, "USD", "en"), "$1,250.50");
  assert.equal(money(undefined, "KRW", "ko"), "–");
});

test("the reading aid says 만, 억 and 조", () => {
  const said = (amount) => readingAid(amount, "KRW", "ko");
  assert.equal(said(9_999), "");
  assert.equal(said(50_000), "5만 원");
  assert.equal(said(125_000_000), "1억 2,500만 원");
  assert.equal(said(100_000_001), "1억 1 원");
  assert.equal(said(2_000_000_000_000), "2조 원");
  assert.equal(readingAid(1_250_000, "KRW", "en"), "1.25 million");
  assert.equal(readingAid(125_000, "USD", "en"), "");
});

test("amounts are read as people type them", () => {
  const read = (text) => parseMoney(text, "KRW");
  assert.equal(read("1,250,000"), 1_250_000);
  assert.equal(read("1,250,000원"), 1_250_000);
  assert.equal(read("125만"), 1_250_000);
  assert.equal(read("1억 2,500만"), 125_000_000);
  assert.equal(read("1.5억"), 150_000_000);
  assert.equal(read("1억 5"), 100_000_005);
  assert.equal(parseMoney("12.50", "USD"), 1250);
});

test("what is no amount is no number", () => {
  for (const text of ["", "abc", "-5", "1e9", "12.5", "0x10", "만", "1.2.3", "9".repeat(20)]) {
    const read = parseMoney(text, "KRW");
    assert.ok(read === null || read === 0, `${text} was read as ${read}`);
  }
});

test("typing keeps separators in place", () => {
  assert.equal(tidyMoney("1250000", "KRW"), "1,250,000");
  assert.equal(tidyMoney("1,2500", "KRW"), "12,500");
  assert.equal(tidyMoney("125만", "KRW"), "125만");
  assert.equal(tidyMoney("12.5", "USD"), "12.5");
  assert.equal(editable(1250, "USD"), "12.50");
});

test("steps come from the room's own table", () => {
  assert.equal(stepAt(online, 0), 50_000);
  assert.equal(stepAt(online, 999_999), 50_000);
  assert.equal(stepAt(online, 1_000_000), 100_000);
  assert.equal(raise(online, 950_000, 2), 1_100_000);
});
