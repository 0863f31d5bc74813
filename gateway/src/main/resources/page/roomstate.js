// What the page knows of a room it is in, folded from what the client module tells. Pure.

export const FEED_MOST = 200;
export const CHAT_MOST = 100;
const CHART_MOST = 2000;

export function emptyRoom(id) {
  return {
    id,
    item: null,
    terms: null,
    standing: null,
    sequence: 0,
    feed: [],
    chart: [],
    chat: [],
    people: { count: 0, people: [] },
    mine: {},
    /** Whether it was ever joined: only then can something of it be lost. */
    joined: false,
    lost: false,
    loading: true,
    problem: null,
  };
}

/** The snapshot of a join. What was missed comes as updates of its own when it is `recovered`. */
export function withSnapshot(room, { snapshot, recovered, joined = true }) {
  const { terms, standing, mine, presence, item } = snapshot;
  const seen = (snapshot.last ?? []).map(({ update }) => feedLine(update));
  const feed = recovered ? room.feed : latestFirst(seen);
  return {
    ...room,
    loading: false,
    problem: null,
    item: item ?? room.item,
    terms: terms ?? room.terms,
    standing: standing ?? room.standing,
    sequence: Math.max(room.sequence, snapshot.sequence ?? 0),
    mine: ownState(room, mine),
    people: presence?.count === undefined ? room.people : presence,
    joined: room.joined || joined,
    lost: room.joined && !recovered,
    chat: withSaid(room.chat, snapshot.messages ?? []),
    feed,
    chart: recovered ? room.chart : seen.map(chartPoint).filter(Boolean),
  };
}

/** Own state as the server tells it; what it cannot say now is kept as it was. */
function ownState(room, mine = {}) {
  const known = mine.known !== false;
  return { ...room.mine, ...(known ? { max: undefined } : {}), ...mine, known };
}

/** What could not be said of one's own state before. */
export function withOwnState(room, { room: _, ...mine }) {
  return { ...room, mine: ownState(room, mine) };
}

/** What was said before one came, or while one was away: the newest of it, each once. */
function withSaid(chat, messages) {
  const key = ({ atMs, who, text }) => `${atMs} ${who} ${text}`;
  const known = new Set(chat.map(key));
  const missed = messages.filter((said) => !known.has(key(said)));
  return missed.length === 0 ? chat : [...chat, ...missed].slice(-CHAT_MOST);
}

const latestFirst = (lines) => [...lines].sort((a, b) => b.sequence - a.sequence).slice(0, FEED_MOST);

/** A maximum that was raised moved nothing, and is nobody's to see. */
const SHOWN = new Set(["leading", "outbid"]);

/** Bids from before the snapshot's own, for the feed and the chart. */
export function withHistory(room, bids) {
  const known = new Set(room.feed.map(({ sequence }) => sequence));
  const older = bids
    .filter(({ sequence, status }) => SHOWN.has(status) && !known.has(sequence))
    .map(({ who, ...line }) => ({
      ...line,
      type: "bid",
      bidder: who,
      outbidAtOnce: line.status === "outbid",
    }));
  if (older.length === 0) return room;
  const feed = latestFirst([...room.feed, ...older]);
  return { ...room, feed, chart: feed.map(chartPoint).filter(Boolean).reverse() };
}

export function withStanding(room, { standing, sequence }) {
  return { ...room, standing, sequence };
}

export function withUpdate(room, { update }) {
  const line = feedLine(update);
  const known = room.feed.some(({ sequence }) => sequence === line.sequence);
  if (known) return room;
  const point = chartPoint(line);
  return {
    ...room,
    terms: update.event.terms ?? room.terms,
    feed: struck([line, ...room.feed], update.event).slice(0, FEED_MOST),
    chart: point ? [...room.chart.slice(-CHART_MOST), point] : room.chart,
  };
}

/** One line of the feed: a fact with its number, time, price and receipt. */
export function feedLine({ sequence, atMs, event, standing, receipt, place }) {
  const { who, ...told } = event;
  return { sequence, atMs, receipt, place, price: standing?.price, bidder: who, ...told };
}

const chartPoint = ({ atMs, price }) => (price === undefined ? null : [atMs, price]);

/** Marks the bid that was taken out or put back. */
function struck(feed, { type, bid }) {
  if (type !== "voided" && type !== "reinstated") return feed;
  return feed.map((line) =>
    line.type === "bid" && line.bid === bid ? { ...line, struck: type === "voided" } : line,
  );
}

/** The most that one may offer, as staff said it; an older word that comes later changes nothing. */
export function withLimit(room, { limit, place }) {
  const at = Number(place.split(":")[1]);
  const { limitAt = -1 } = room.mine;
  return at > limitAt ? { ...room, mine: { ...room.mine, limit, limitAt: at } } : room;
}

export function withMessage(room, message) {
  return { ...room, chat: [...room.chat, message].slice(-CHAT_MOST) };
}

/** Who is here; `joined` and `left` say the same one by one, and are told in the chat's place. */
export function withPeople(room, { count, people }) {
  return { ...room, people: { count, people } };
}

/** Says in the talk that somebody came or went; about myself there is nothing to say. */
export function withComing(room, kind, { who, own }) {
  return own ? room : withMessage(room, { kind, who });
}

/**
 * The standing as the clock makes it: a room opens by its clock, without an update. Its end is only
 * ever the server's to say.
 */
export function asOf({ terms, standing }, nowMs) {
  if (standing?.phase !== "SCHEDULED" || !terms || nowMs < terms.opensAtMs) return standing;
  return { ...standing, phase: "OPEN", minimum: standing.minimum ?? terms.start };
}

/**
 * Where I stand.
 * @returns {"leading"|"outbid"|"none"|"won"|"lost"|"watching"}
 */
export function position(room, me) {
  const { standing } = room;
  if (!me || !standing) return "watching";
  const leads = standing.leading === true;
  const hasBid = leads || hasBidIn(room);
  if (standing.phase !== "CLOSED") return leads ? "leading" : hasBid ? "outbid" : "none";
  if (standing.outcome === "SOLD" && leads) return "won";
  return hasBid ? "lost" : "none";
}

const hasBidIn = ({ mine, feed }) => mine.hasBid === true || feed.some(({ own }) => own === true);

/** What closes the room for bidding right now, as a text key; null when it is open. */
export function barred(room, me, line) {
  const { standing } = room;
  if (!standing) return "barLoading";
  if (standing.phase === "CLOSED") return "barClosed";
  if (!me) return "barLogin";
  if (line !== "connected") return "barLine";
  if (standing.phase === "SCHEDULED") return "barScheduled";
  if (standing.paused) return "barPaused";
  return room.terms ? null : "barLoading";
}
