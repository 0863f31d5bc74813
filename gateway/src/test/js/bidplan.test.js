import assert from "node:assert/strict";
import { test } from "node:test";
import { JUMP_INCREMENTS, planOf, stepped } from "../../main/resources/page/bidplan.js";

const tiers = [
  [0, 50_000],
  [1_000_000, 100_000],
];
const terms = { currency: "KRW", start: 100_000, increments: { tiers } };
const room = { terms, mine: {}, standing: { price: 900_000, minimum: 950_000 } };
const untouched = { text: "", touched: false, maximum: false };
const typed = (text, maximum = false) => ({ text, touched: true, maximum });

test("until it is touched the amount is the minimum", () => {
  assert.deepEqual(planOf(untouched, room, false), {
    amount: 950_000,
    least: 950_000,
    problem: null,
    jump: false,
  });
});

test("the start price is the first minimum", () => {
  const fresh = { terms, mine: {}, standing: { minimum: 100_000 } };
  assert.equal(planOf(untouched, fresh, false).amount, 100_000);
});

test("what cannot be bid has a reason", () => {
  assert.equal(planOf(typed("900,000"), room, false).problem, "belowMinimum");
  assert.equal(planOf(typed("많이"), room, false).problem, "notAnAmount");
  assert.equal(planOf(untouched, room, true).problem, "leadsAlready");
});

test("a jump above ten increments is asked about", () => {
  const most = 900_000 + 2 * 50_000 + (JUMP_INCREMENTS - 2) * 100_000;
  assert.equal(planOf(typed(String(most)), room, false).jump, false);
  assert.equal(planOf(typed(String(most + 1)), room, false).jump, true);
});

test("who leads may raise the own maximum, and is offered one step more", () => {
  const mine = { ...room, mine: { max: 1_500_000 } };
  assert.equal(planOf({ ...untouched, maximum: true }, mine, true).amount, 1_600_000);
  assert.equal(planOf(typed("900,000", true), mine, true).problem, null);
  assert.equal(planOf(typed("899,999", true), mine, true).problem, "belowMinimum");
});

test("steps go up from what stands there, or from the minimum", () => {
  assert.equal(stepped({ amount: 950_000, least: 950_000 }, room, 2), 1_100_000);
  assert.equal(stepped({ amount: null, least: 950_000 }, room, 1), 1_000_000);
  assert.equal(stepped({ amount: 10, least: 950_000 }, room, 1), 1_000_000);
});
