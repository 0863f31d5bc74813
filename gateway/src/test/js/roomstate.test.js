import assert from "node:assert/strict";
import { test } from "node:test";
import {
  barred,
  emptyRoom,
  position,
  withMessage,
  withSnapshot,
  withUpdate,
  CHAT_MOST,
} from "../../main/resources/page/roomstate.js";

const me = { id: "u1" };
const standing = { phase: "OPEN", paused: false, price: 150_000, leader: "u2", minimum: 200_000 };
const bid = (sequence, bidder, more = {}) => ({
  sequence,
  atMs: sequence * 1000,
  event: { type: "bid", bid: sequence, bidder, kind: "EXACT", outbidAtOnce: false, ...more },
  standing: { ...standing, leader: bidder, price: 100_000 + sequence },
});

const joined = (updates = [], more = {}) =>
  withSnapshot(emptyRoom("r1"), {
    recovered: false,
    snapshot: { sequence: 9, standing, terms: {}, updates, ...more },
  });

test("a snapshot shows what went before, newest first", () => {
  const room = joined([bid(8, "u1"), bid(9, "u2")]);
  assert.deepEqual(
    room.feed.map(({ sequence }) => sequence),
    [9, 8],
  );
  assert.deepEqual(room.chart, [
    [8000, 100_008],
    [9000, 100_009],
  ]);
});

test("a name may hold anything, even what looks like an amount", () => {
  const room = withUpdate(joined(), { update: bid(10, "u3"), text: "<b>: 1원</b>(a@b): 100010원" });
  assert.equal(room.feed[0].label, "<b>: 1원</b>(a@b)");
});

test("an update that is shown already is not shown again", () => {
  const room = joined([bid(9, "u2")]);
  assert.equal(withUpdate(room, { update: bid(9, "u2"), text: "" }), room);
});

test("a voided bid is struck out, a reinstated one is not any more", () => {
  const voided = { sequence: 10, atMs: 1, event: { type: "voided", bid: 9, reason: "오입력" } };
  const back = { sequence: 11, atMs: 2, event: { type: "reinstated", bid: 9, reason: "확인" } };
  let room = withUpdate(joined([bid(9, "u2")]), { update: voided, text: "" });
  assert.equal(room.feed.find(({ type }) => type === "bid").struck, true);
  room = withUpdate(room, { update: back, text: "" });
  assert.equal(room.feed.find(({ type }) => type === "bid").struck, false);
});

test("where I stand", () => {
  const at = (change, feed = []) => position({ ...joined(feed), standing: { ...standing, ...change } }, me);
  assert.equal(at({}), "none");
  assert.equal(at({ leader: "u1" }), "leading");
  assert.equal(at({}, [bid(8, "u1")]), "outbid");
  assert.equal(at({ phase: "CLOSED", outcome: "SOLD", leader: "u1" }), "won");
  assert.equal(at({ phase: "CLOSED", outcome: "RESERVE_NOT_MET", leader: "u1" }), "lost");
  assert.equal(at({ phase: "CLOSED", outcome: "SOLD" }, [bid(8, "u1")]), "lost");
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

test("chat keeps a limit", () => {
  let room = joined();
  for (let i = 0; i < CHAT_MOST + 5; i++) room = withMessage(room, { text: String(i) });
  assert.equal(room.chat.length, CHAT_MOST);
  assert.equal(room.chat.at(-1).text, String(CHAT_MOST + 4));
});
