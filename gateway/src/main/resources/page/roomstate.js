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
    people: { count: 0, names: [] },
    you: {},
    bidOnce: false,
    lost: false,
    loading: true,
    problem: null,
  };
}

/** The snapshot of a join. What was missed comes as updates of its own when it is `recovered`. */
export function withSnapshot(room, { snapshot, recovered }) {
  const { terms, standing, you, presence, item } = snapshot;
  const seen = (snapshot.updates ?? []).map((update) => feedLine(update, update.text ?? ""));
  const feed = recovered ? room.feed : latestFirst(seen);
  return {
    ...room,
    loading: false,
    problem: null,
    item: item ?? room.item,
    terms: terms ?? room.terms,
    standing: standing ?? room.standing,
    sequence: Math.max(room.sequence, snapshot.sequence ?? 0),
    you: { ...room.you, ...you },
    people: presence ?? room.people,
    lost: room.feed.length > 0 && !recovered,
    feed,
    chart: recovered ? room.chart : seen.map(chartPoint).filter(Boolean),
  };
}

const latestFirst = (lines) => [...lines].sort((a, b) => b.sequence - a.sequence).slice(0, FEED_MOST);

export function withStanding(room, { standing, sequence }) {
  return { ...room, standing, sequence };
}

export function withUpdate(room, { update, text }) {
  const line = feedLine(update, text);
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
export function feedLine(update, text) {
  const { sequence, atMs, event, standing, receipt, place } = update;
  const line = { sequence, atMs, receipt, place, price: standing?.price, ...event };
  line.leader = standing?.leader;
  line.label = labelOf(text);
  return line;
}

/** The name in front of ": 1000원"; the text is the gateway's, by the label policy. */
function labelOf(text) {
  const end = text.lastIndexOf(": ");
  return end < 0 ? text : text.slice(0, end);
}

const chartPoint = ({ atMs, price }) => (price === undefined ? null : [atMs, price]);

/** Marks the bid that was taken out or put back. */
function struck(feed, { type, bid }) {
  if (type !== "voided" && type !== "reinstated") return feed;
  return feed.map((line) =>
    line.type === "bid" && line.bid === bid ? { ...line, struck: type === "voided" } : line,
  );
}

export function withMessage(room, message) {
  return { ...room, chat: [...room.chat, message].slice(-CHAT_MOST) };
}

/** `presence` tells count and names anew, `joined` and `left` one person. */
export function withPeople(room, event, data) {
  if (event === "presence") {
    const { count = room.people.count, names = room.people.names } = data;
    return { ...room, people: { count, names } };
  }
  const { count = room.people.count, name } = data;
  const others = room.people.names.filter((known) => known !== name);
  const names = event === "joined" && name ? [...others, name] : others;
  return { ...room, people: { count, names } };
}

/**
 * Where I stand.
 * @returns {"leading"|"outbid"|"none"|"won"|"lost"|"watching"}
 */
export function position(room, me) {
  const { standing } = room;
  if (!me || !standing) return "watching";
  const leads = standing.leader !== undefined && standing.leader === me.id;
  const hasBid = leads || hasBidIn(room, me);
  if (standing.phase !== "CLOSED") return leads ? "leading" : hasBid ? "outbid" : "none";
  if (standing.outcome === "SOLD" && leads) return "won";
  return hasBid ? "lost" : "none";
}

const hasBidIn = ({ bidOnce, you, feed }, me) =>
  bidOnce || Boolean(you.bids) || feed.some(({ type, bidder }) => type === "bid" && bidder === me.id);

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
