import assert from "node:assert/strict";
import { test } from "node:test";
import { GavelClient, LIMITS } from "../../main/resources/page/gavel-client.js";
import { World, line, snapshot, update } from "./world.js";

/** A client that is in room r1 at sequence 10, with what it told so far. */
async function joined(more) {
  const world = new World();
  const gavel = new GavelClient(world.options(more));
  const told = [];
  const events = ["state", "room", "standing", "update", "error", "message"];
  for (const event of events) gavel.on(event, (value) => told.push([event, value]));
  gavel.connect();
  await world.open();
  const joining = gavel.join("r1");
  await world.answer("join", snapshot(10, { serverTimeMs: world.nowMs + 5000 }));
  await joining;
  const seen = (event) => told.filter(([name]) => name === event).map(([, value]) => value);
  const sequences = () => seen("update").map(({ update: { sequence } }) => sequence);
  return { world, gavel, told, seen, sequences };
}

async function comeBack(world, gavel) {
  await world.drop();
  gavel.hurry();
  await world.open();
}

test("a first join asks for everything and gives the snapshot", async () => {
  const { world, seen } = await joined();
  assert.deepEqual(world.last("join").data, { roomId: "r1" });
  assert.equal(seen("standing")[0].standing.price, 10_000);
});

test("updates come in order, each once", async () => {
  const { world, sequences } = await joined();
  await world.say("bid", update(11));
  await world.say("bid", update(11));
  await world.say("bid", update(9));
  await world.say("bid", update(12));
  assert.deepEqual(sequences(), [11, 12]);
});

test("updates that overtake the first snapshot wait for it", async () => {
  const world = new World();
  const gavel = new GavelClient(world.options());
  const sequences = [];
  gavel.on("update", ({ update: { sequence } }) => sequences.push(sequence));
  gavel.connect();
  await world.open();
  const joining = gavel.join("r1");
  await world.say("bid", update(10));
  await world.say("bid", update(11));
  assert.deepEqual(sequences, []);
  await world.answer("join", snapshot(10));
  await joining;
  assert.deepEqual(sequences, [11]);
});

test("a gap shows the newest standing at once and is refilled by joining with after", async () => {
  const { world, seen, sequences } = await joined();
  await world.say("bid", update(13));
  assert.equal(seen("standing").at(-1).standing.price, 13_000);
  assert.deepEqual(sequences(), []);
  await world.pass(0);
  assert.deepEqual(world.last("join").data, { roomId: "r1", after: 10 });
  const missed = [line(11), line(12), line(13)];
  await world.answer("join", snapshot(13, { recovered: true, missed }));
  assert.deepEqual(sequences(), [11, 12, 13]);
});

test("refills of one room keep a distance", async () => {
  const { world } = await joined();
  await world.say("bid", update(13));
  await world.pass(0);
  const missed = [line(11), line(12), line(13)];
  await world.answer("join", snapshot(13, { recovered: true, missed }));
  await world.say("bid", update(15));
  await world.pass(LIMITS.refillEveryMs - 1);
  assert.equal(world.count("join"), 2);
  await world.pass(1);
  assert.equal(world.count("join"), 3);
});

test("what the server forgot is replaced by its snapshot, and said", async () => {
  const { world, gavel, seen, sequences } = await joined();
  await comeBack(world, gavel);
  await world.answer("join", snapshot(900, { recovered: false }));
  assert.equal(seen("room").at(-1).recovered, false);
  await world.say("bid", update(901));
  assert.deepEqual(sequences(), [901]);
});

test("an incomplete refill is not taken for a whole one", async () => {
  const { world, gavel, seen } = await joined();
  await comeBack(world, gavel);
  await world.answer("join", snapshot(14, { recovered: true, missed: [line(13), line(14)] }));
  assert.equal(seen("room").at(-1).recovered, false);
});

test("a room told unasked replaces what is known, one told with the answer changes nothing", async () => {
  const { world, gavel, seen, sequences } = await joined();
  await world.say("room", snapshot(10));
  assert.equal(seen("room").length, 1);
  await world.say("room", snapshot(40, { recovered: false }));
  assert.equal(seen("room").at(-1).recovered, false);
  assert.equal(seen("standing").at(-1).standing.price, 40_000);
  await world.say("bid", update(41));
  assert.deepEqual(sequences(), [41]);

  const again = gavel.join("r1");
  await world.say("room", snapshot(42, { recovered: true, missed: [line(42)] }));
  await world.answer("join", snapshot(42, { recovered: true, missed: [line(42)] }));
  await again;
  assert.deepEqual(sequences(), [41, 42]);
});

test("facts beside the room's count are told as they are", async () => {
  const { world, seen, sequences } = await joined();
  await world.say("message", { room: "r1", who: "김", message: "안녕" });
  assert.equal(seen("message")[0].message, "안녕");
  await world.say("room:extended", { room: "r1", endsAtMs: 5, bidSequence: 11 });
  assert.deepEqual(sequences(), []);
});

test("it comes back with full jitter that grows to a limit, and starts anew once it is in", async () => {
  const { world, gavel, seen } = await joined();
  const waits = [];
  world.chance = 0.999;
  for (let i = 0; i < 8; i++) {
    await world.drop();
    waits.push(seen("state").at(-1).retryInMs);
    await world.pass(waits.at(-1));
  }
  assert.deepEqual(waits.slice(0, 3), [500, 999, 1998]);
  assert.ok(waits.at(-1) <= LIMITS.retryMaxMs && waits.at(-1) > LIMITS.retryMaxMs * 0.9);
  world.chance = 0;
  await world.open();
  await world.answer("join", snapshot(10, { recovered: true, missed: [] }));
  assert.equal(gavel.state, "connected");
  await world.drop();
  assert.equal(seen("state").at(-1).retryInMs, 0);
});

test("rooms are joined again after a break, with after, and the state says so", async () => {
  const { world, gavel, seen, sequences } = await joined();
  await comeBack(world, gavel);
  assert.equal(gavel.state, "catching-up");
  assert.deepEqual(world.last("join").data, { roomId: "r1", after: 10 });
  await world.answer("join", snapshot(11, { recovered: true, missed: [line(11)] }));
  assert.equal(gavel.state, "connected");
  assert.deepEqual(sequences(), [11]);
  assert.deepEqual(
    seen("state").map(({ state }) => state),
    ["connecting", "connected", "waiting", "connecting", "catching-up", "connected"],
  );
});

test("a server that says stay away is obeyed", async () => {
  const { world, gavel } = await joined();
  await world.drop(4401, "TOKEN_EXPIRED");
  assert.equal(gavel.state, "refused");
  await world.pass(60_000);
  assert.equal(world.sockets.length, 1);
});

test("closing ends it, and what was asked is turned down", async () => {
  const { world, gavel } = await joined();
  const saying = gavel.say("r1", "안녕하세요");
  gavel.close();
  await assert.rejects(saying, { code: "CLOSED" });
  await world.pass(60_000);
  assert.equal(world.sockets.length, 1);
});

test("the server's clock is asked for again and again, and taken from the shortest trip", async () => {
  const { world, gavel } = await joined();
  assert.equal(gavel.now(), world.nowMs + 5000);
  world.serverAheadMs = 5300;
  await world.pass(LIMITS.timeEveryMs);
  assert.equal(gavel.now(), world.nowMs + 5300);
  await world.say("bid", update(13));
  await world.pass(0);
  await world.pass(400);
  await world.answer("join", snapshot(13, { serverTimeMs: world.nowMs + 9000 }));
  assert.equal(gavel.now(), world.nowMs + 5300);
});

test("a line that is dead without a word is found and left", async () => {
  const { world, gavel } = await joined();
  world.deaf = true;
  await world.pass(LIMITS.timeEveryMs + LIMITS.answerWaitMs);
  assert.equal(gavel.state, "waiting");
  assert.equal(world.sockets[0].readyState, 3);
});

test("a server that does not greet is left", async () => {
  const world = new World();
  const gavel = new GavelClient(world.options());
  gavel.connect();
  world.socket.readyState = 1;
  world.socket.onopen();
  await world.pass(LIMITS.answerWaitMs);
  assert.equal(gavel.state, "waiting");
});

test("a room that the server does not know is not asked for again", async () => {
  const { world, gavel } = await joined();
  const joining = gavel.join("nowhere");
  await world.answer("join", { status: "refused", code: "ROOM_UNKNOWN", retry: false });
  await assert.rejects(joining, { code: "ROOM_UNKNOWN" });
  await comeBack(world, gavel);
  assert.equal(world.count("join"), 1);
});

test("a join that may succeed later is asked for later", async () => {
  const { world, gavel } = await joined();
  const joining = gavel.join("r2");
  await world.answer("join", { status: "refused", code: "UNAVAILABLE", retry: true });
  await assert.rejects(joining, { code: "UNAVAILABLE" });
  await world.pass(LIMITS.refillEveryMs);
  assert.equal(world.last("join").data.roomId, "r2");
  assert.equal(world.count("join"), 3);
});

test("a room may be joined before there is a line", async () => {
  const world = new World();
  const gavel = new GavelClient(world.options());
  gavel.connect();
  await assert.rejects(gavel.join("r1"), { code: "DISCONNECTED" });
  await world.open();
  assert.deepEqual(world.last("join").data, { roomId: "r1" });
});

test("a room left is not joined again and tells nothing more", async () => {
  const { world, gavel, sequences } = await joined();
  gavel.leave("r1");
  await world.say("bid", update(11));
  assert.deepEqual(world.last("leave").data, { roomId: "r1" });
  assert.deepEqual(sequences(), []);
  await comeBack(world, gavel);
  assert.equal(world.count("join"), 0);
});

test("unreadable frames and throwing listeners change nothing", async () => {
  const { world, gavel, sequences } = await joined();
  world.socket.onmessage({ data: "{" });
  await world.say("from-the-future", { a: 1 });
  gavel.on("message", () => {
    throw new Error("listener");
  });
  await world.say("message", { room: "r1", text: "hello" });
  assert.equal(world.faults[0].message, "listener");
  await world.say("bid", update(11));
  assert.deepEqual(sequences(), [11]);
});
