// JSON as CBOR (RFC 8949): what of a decision is hashed for its receipt (README of shared-model: "Receipts").

/** Names that stand as one byte, in this order; others are spelled. */
const NUMBERED = [
  ..."v room place id by role op atMs answer status bid price duplicate sequence updates event type".split(" "),
  ..."bidder kind outbidAtOnce standing phase paused leader minimum endsAtMs reserveMet bids".split(" "),
  ..."warnings code extendedToMs raised outcome reason".split(" "),
];
const NUMBER = 0;
const NEGATIVE = 1;
const UTF_16 = 2;
const TEXT = 3;
const A_KIND = 24;
const MARKS = { "{": 0xbf, "[": 0x9f, "}": 0xff, "]": 0xff };
const WORDS = { true: 0xf5, false: 0xf4 };
const TOKEN = /("(?:[^"\\]|\\.)*")(:?)|(-?\d+)(?![.\deE])|(true|false)|([{}[\]])|,/y;

const utf8 = new TextEncoder();

export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A kind and a number or length, in as few bytes as hold it. */
function head(kind, number) {
  const first = kind << 5;
  if (number < A_KIND) return [first | Number(number)];
  const size = [1, 2, 4, 8].find((bytes) => number < 1n << BigInt(8 * bytes));
  const bytes = new Uint8Array(1 + size);
  bytes[0] = first | (A_KIND + Math.log2(size));
  for (let at = size, rest = BigInt(number); at > 0; at--, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

function number(digits) {
  const value = BigInt(digits);
  return [value < 0n ? head(NEGATIVE, -1n - value) : head(NUMBER, value)];
}

function name(text) {
  const at = NUMBERED.indexOf(text);
  if (at < 0) return string(text);
  return [at < A_KIND ? head(NUMBER, at) : head(NEGATIVE, at - A_KIND)];
}

/** Half a surrogate pair has no UTF-8 form: such a text stands as its 16-bit units. */
function string(text) {
  if (/\p{Surrogate}/u.test(text)) {
    const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    return [head(UTF_16, 2 * text.length), units.flatMap((unit) => [unit >> 8, unit & 0xff])];
  }
  const bytes = utf8.encode(text);
  return [head(TEXT, bytes.length), bytes];
}

/**
 * Goes through the text, not through what JSON.parse makes of it: so a field that stands twice, or in another order, or
 * a number that JavaScript would round gives other bytes.
 * @returns {Uint8Array|null} null for what is no compact JSON of ours
 */
export function binary(json) {
  const parts = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < json.length) {
    const found = TOKEN.exec(json);
    if (!found) return null;
    const [, text, colon, digits, word, mark] = found;
    if (text) parts.push(...(colon ? name(JSON.parse(text)) : string(JSON.parse(text))));
    else if (digits) parts.push(...number(digits));
    else if (word) parts.push([WORDS[word]]);
    else if (mark) parts.push([MARKS[mark]]);
  }
  return joined(parts);
}
