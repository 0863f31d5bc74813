import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CHAT_MOST,
  asOf,
  barred,
  emptyRoom,
  position,
  withComing,
  withLimit,
  withMessage,
  withSnapshot,
  withUpdate,
} from "../../main/resources/page/roomstate.js";

const me = { id: "u1" };
const standing = { phase: "OPEN", paused: false, price: 150_000, leading: false, minimum: 200_000 };
const bid = (sequence, own = false) => ({
  sequence,
  atMs: sequence * 1000,
  event: { type: "bid", bid: sequence, who: own ? "본인" : "김(k***@…)", own, kind: "EXACT" },
  standing: { ...standing, leading: own, price: 100_000 + sequence },
});
const event = (sequence, type, more) => ({ sequence, atMs: sequence, event: { type, ...more }, standing });

const joined = (updates = [], more = {}) =>
  withSnapshot(emptyRoom("r1"), {
    recovered: false,
    snapshot: {
      sequence: 9,
      standing,
      terms: {},
      last: updates.map((update) => ({ event: "bid", text: "", update })),
      ...more,
    },
  });

test("who comes sees what was said last, and who comes back what was said meanwhile, once", () => {
  const said = (atMs, text) => ({ room: "r1", who: "김", own: false, text, atMs, notice: false });
  const room = joined([], { messages: [said(1, "a"), said(2, "b")] });
  assert.deepEqual(room.chat.map(({ text }) => text), ["a", "b"]);
  const later = withMessage(withComing(room, "joined", { who: "이", own: false }), said(3, "c"));
  const snapshot = { sequence: 9, messages: [said(2, "b"), said(3, "c"), said(4, "d")] };
  const back = withSnapshot(later, { recovered: true, snapshot });
  assert.deepEqual(back.chat.map(({ kind, text }) => kind ?? text), ["a", "b", "joined", "c", "d"]);
  assert.equal(withSnapshot(later, { recovered: true, snapshot: { sequence: 9 } }).chat, later.chat);
});

test("a snapshot shows what went before, newest first", () => {
  const room = joined([bid(8, true), bid(9)]);
  assert.deepEqual(
    room.feed.map(({ sequence }) => sequence),
    [9, 8],
  );
  assert.deepEqual(room.chart, [
    [8000, 100_008],
    [9000, 100_009],
  ]);
});

test("coming back keeps what is shown when nothing was lost, and says so when something was", () => {
  const room = joined([bid(9)]);
  const again = (recovered) => withSnapshot(room, { recovered, snapshot: { sequence: 12, standing } });
  assert.equal(again(true).feed.length, 1);
  assert.equal(again(true).lost, false);
  assert.equal(again(false).lost, true);
});

test("an update that is shown already is not shown again", () => {
  const room = joined([bid(9)]);
  assert.equal(withUpdate(room, { update: bid(9) }), room);
});

test("a voided bid is struck out, a reinstated one is not any more", () => {
  const struck = (room) => room.feed.find(({ type }) => type === "bid").struck;
  const voided = withUpdate(joined([bid(9)]), { update: event(10, "voided", { bid: 9, reason: "오입력" }) });
  assert.equal(struck(voided), true);
  const back = withUpdate(voided, { update: event(11, "reinstated", { bid: 9, reason: "확인" }) });
  assert.equal(struck(back), false);
});

test("where I stand", () => {
  const at = (change, feed = [], mine = {}) =>
    position({ ...joined(feed, { mine }), standing: { ...standing, ...change } }, me);
  assert.equal(at({}), "none");
  assert.equal(at({ leading: true }), "leading");
  assert.equal(at({}, [bid(8, true)]), "outbid");
  assert.equal(at({}, [], { hasBid: true }), "outbid");
  assert.equal(at({ phase: "CLOSED", outcome: "SOLD", leading: true }), "won");
  assert.equal(at({ phase: "CLOSED", outcome: "RESERVE_NOT_MET", leading: true }), "lost");
  assert.equal(at({ phase: "CLOSED", outcome: "SOLD" }, [bid(8, true)]), "lost");
  assert.equal(position(joined(), null), "watching");
});

test("what keeps me from bidding, most important first", () => {
  const room = joined();
  assert.equal(barred(room, me, "connected"), null);
  assert.equal(barred(room, null, "closed"), "barLogin");
  assert.equal(barred(room, me, "waiting"), "barLine");
  const having = (change) => ({ ...room, standing: { ...standing, ...change } });
  assert.equal(barred(having({ paused: true }), me, "connected"), "barPaused");
  assert.equal(barred(having({ phase: "SCHEDULED" }), me, "connected"), "barScheduled");
  assert.equal(barred(having({ phase: "CLOSED" }), null, "closed"), "barClosed");
  assert.equal(barred(emptyRoom("r1"), me, "connected"), "barLoading");
});

test("a room opens by the clock, and never closes by it", () => {
  const terms = { opensAtMs: 1000, start: 50_000 };
  const scheduled = { terms, standing: { phase: "SCHEDULED", endsAtMs: 2000 } };
  assert.equal(asOf(scheduled, 999).phase, "SCHEDULED");
  assert.deepEqual(asOf(scheduled, 1000), { phase: "OPEN", endsAtMs: 2000, minimum: 50_000 });
  assert.equal(asOf({ terms, standing: { phase: "OPEN", endsAtMs: 2000 } }, 9000).phase, "OPEN");
});

test("coming and going is told of others only", () => {
  assert.equal(withComing(joined(), "joined", { own: true, who: "본인" }).chat.length, 0);
  assert.equal(withComing(joined(), "left", { own: false, who: "김" }).chat[0].kind, "left");
});

test("chat keeps a limit", () => {
  let room = joined();
  for (let i = 0; i < CHAT_MOST + 5; i++) room = withMessage(room, { text: String(i) });
  assert.equal(room.chat.length, CHAT_MOST);
  assert.equal(room.chat.at(-1).text, String(CHAT_MOST + 4));
});

test("a limit is the newest that staff set, in whatever order the words of it come", () => {
  const room = joined([], { mine: { hasBid: false, leading: false, limit: 500_000 } });
  assert.equal(room.mine.limit, 500_000);
  const lower = withLimit(room, { room: "r1", limit: 200_000, place: "3:41" });
  assert.equal(lower.mine.limit, 200_000);
  assert.equal(withLimit(lower, { room: "r1", limit: 300_000, place: "3:9" }), lower);
  assert.equal(withLimit(lower, { room: "r1", limit: 300_000, place: "3:50" }).mine.limit, 300_000);
});
