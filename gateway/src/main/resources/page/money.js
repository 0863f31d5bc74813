// Amounts are whole numbers of the currency's minor unit, always; text is made and read here alone.

export const MOST = Number.MAX_SAFE_INTEGER;

const DIGITS = { KRW: 0, JPY: 0, USD: 2, EUR: 2 };
const digitsOf = (currency) => DIGITS[currency] ?? 2;

/** "1,250,000원", "₩1,250,000", "$1,250.00". */
export function money(amount, currency, lang) {
  if (amount === undefined || amount === null) return "–";
  if (currency === "KRW" && lang === "ko") return `${grouped(amount)}원`;
  const digits = digitsOf(currency);
  const format = { style: "currency", currency, currencyDisplay: "narrowSymbol" };
  const whole = new Intl.NumberFormat(lang === "ko" ? "ko-KR" : "en-US", {
    ...format,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return whole.format(amount / 10 ** digits);
}

export const grouped = (amount) => new Intl.NumberFormat("en-US").format(amount);

const EOK = 100_000_000;
const MAN = 10_000;
const JO = 1_000_000_000_000;

/** How one would say it: 1억 2,500만 원. Empty where the digits say it as well. */
export function readingAid(amount, currency, lang) {
  const whole = Math.floor(amount / 10 ** digitsOf(currency));
  return lang === "ko" ? korean(whole, currency) : english(whole);
}

function korean(whole, currency) {
  if (whole < MAN) return "";
  const parts = [
    [Math.floor(whole / JO), "조"],
    [Math.floor((whole % JO) / EOK), "억"],
    [Math.floor((whole % EOK) / MAN), "만"],
    [whole % MAN, ""],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => grouped(count) + unit);
  return `${said.join(" ")}${currency === "KRW" ? " 원" : ""}`;
}

function english(whole) {
  const scale = [
    [1e12, "trillion"],
    [1e9, "billion"],
    [1e6, "million"],
  ].find(([least]) => whole >= least);
  if (!scale) return "";
  const [least, word] = scale;
  return `${new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 }).format(whole / least)} ${word}`;
}

/**
 * Reads what a person typed: 1,250,000 or 125만 or 1억 2500만 or 1.5억; 12.50 where there are cents.
 * @returns {number|null} minor units, or null when it is no amount
 */
export function parseMoney(text, currency) {
  const compact = text.replace(/[\s,원₩$€]/g, "");
  if (compact === "") return null;
  const said = /^(?:(\d+(?:\.\d+)?)억)?(?:(\d+(?:\.\d+)?)만)?(\d+(?:\.\d+)?)?$/.exec(compact);
  if (!said) return null;
  const [, eok = "0", man = "0", rest = "0"] = said;
  const digits = digitsOf(currency);
  const sum = minor(eok, 8 + digits) + minor(man, 4 + digits) + minor(rest, digits);
  return Number.isSafeInteger(sum) ? sum : null;
}

/** Decimal text times ten to the `places`, exactly; NaN when digits would be lost. */
function minor(text, places) {
  const [whole, fraction = ""] = text.split(".");
  if (fraction.length > places) return NaN;
  return Number(whole + fraction.padEnd(places, "0"));
}

/** What to show while an amount is edited: digits with separators, or the text itself. */
export function tidyMoney(text, currency) {
  const amount = /^[\d,]+$/.test(text) ? Number(text.replaceAll(",", "")) : null;
  if (amount === null || !Number.isSafeInteger(amount) || digitsOf(currency) > 0) return text;
  return grouped(amount);
}

/** The amount as one would type it. */
export function editable(amount, currency) {
  const digits = digitsOf(currency);
  return digits === 0 ? grouped(amount) : (amount / 10 ** digits).toFixed(digits);
}

/** Least rise at a price, by the room's own table of [from, step]. */
export function stepAt(tiers, price) {
  let step = tiers[0][1];
  for (const [from, tierStep] of tiers) {
    if (from > price) break;
    step = tierStep;
  }
  return step;
}

/** The amount `steps` increments above `amount`. */
export function raise(tiers, amount, steps) {
  let raised = amount;
  for (let i = 0; i < steps; i++) raised += stepAt(tiers, raised);
  return raised;
}
