// What a press of the bid button would do, and what is wrong with it. Pure.

import { MOST, parseMoney, raise } from "./money.js";

/** A bid further above the price than this many increments is asked about once more. */
export const JUMP_INCREMENTS = 10;

/** The button waits this long after its own amount changed, so that nobody presses the next one. */
export const SETTLE_MS = 700;

/**
 * @param {{text: string, touched: boolean, maximum: boolean}} draft what stands in the form; until it
 *     is touched the amount follows the minimum, or one's own maximum while leading
 * @returns {{amount: number|null, least: number, problem: string|null, jump: boolean}} `problem` is a
 *     text key
 */
export function planOf(draft, { terms, standing, mine }, leading) {
  const { tiers } = terms.increments;
  const price = standing.price ?? terms.start;
  const minimum = standing.minimum ?? price;
  const raisingOwn = leading && draft.maximum;
  const least = raisingOwn ? price : minimum;
  const offered = raisingOwn ? raise(tiers, Math.max(mine.max ?? price, price), 1) : minimum;
  const amount = draft.touched ? parseMoney(draft.text, terms.currency) : offered;
  const jump = amount !== null && amount > raise(tiers, price, JUMP_INCREMENTS);
  return { amount, least, jump, problem: problemOf(amount, least, leading && !draft.maximum) };
}

function problemOf(amount, least, leadsAlready) {
  if (leadsAlready) return "leadsAlready";
  if (amount === null || amount > MOST) return "notAnAmount";
  return amount < least ? "belowMinimum" : null;
}

/** The amount in the form, `steps` increments higher; from the minimum when there is less. */
export function stepped({ amount, least }, { terms }, steps) {
  return raise(terms.increments.tiers, Math.max(amount ?? least, least), steps);
}
