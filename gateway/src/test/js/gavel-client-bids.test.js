import assert from "node:assert/strict";
import { test } from "node:test";
import { GavelClient, LIMITS } from "../../main/resources/page/gavel-client.js";
import { World, snapshot } from "./world.js";

async function joined(more, user = "u1") {
  const world = new World();
  world.user = user;
  const gavel = new GavelClient(world.options(more));
  const steps = [];
  gavel.on("step", ({ step }) => steps.push(step));
  gavel.connect();
  await world.open();
  const joining = gavel.join("r1");
  await world.answer("join", snapshot(10));
  await joining;
  return { world, gavel, steps };
}

async function comeBack(world, gavel) {
  await world.drop();
  gavel.hurry();
  await world.open();
  await world.answer("join", snapshot(10, { recovered: true, missed: [] }));
}

const leading = { status: "leading", price: 150_000, sequence: 11, receipt: "ab" };

test("a bid carries an id and a deadline, and resolves with its answer", async () => {
  const { world, gavel } = await joined();
  const bid = gavel.bid("r1", { price: 150_000 });
  assert.deepEqual(world.last("bid").data, {
    roomId: "r1",
    price: 150_000,
    id: bid.id,
    notAfter: world.nowMs + world.serverAheadMs + LIMITS.bidWithinMs,
  });
  await world.answer("bid", leading);
  assert.deepEqual(await bid.answer, leading);
});

test("a maximum says that it is one", async () => {
  const { world, gavel } = await joined();
  gavel.bid("r1", { max: 900_000 });
  assert.equal(world.last("bid").data.max, 900_000);
  assert.equal("price" in world.last("bid").data, false);
});

test("a bid on a broken line is sent again with the same id and deadline", async () => {
  const { world, gavel, steps } = await joined();
  const bid = gavel.bid("r1", { price: 150_000 });
  const first = world.last("bid").data;
  await comeBack(world, gavel);
  assert.deepEqual(world.last("bid").data, first);
  await world.answer("bid", { ...leading, duplicate: true });
  assert.equal((await bid.answer).status, "leading");
  assert.deepEqual(steps, ["sent", "resent"]);
});

test("a bid made while disconnected waits for the line, not for ever", async () => {
  const { world, gavel, steps } = await joined();
  await world.drop();
  const bid = gavel.bid("r1", { price: 150_000 });
  assert.deepEqual(steps, ["held"]);
  gavel.hurry();
  await world.open();
  await world.answer("join", snapshot(10, { recovered: true, missed: [] }));
  assert.equal(world.count("bid"), 1);
  await world.answer("bid", { status: "refused", code: "EXPIRED" });
  assert.equal((await bid.answer).code, "EXPIRED");
});

test("a bid is not sent before its room is joined again", async () => {
  const { world, gavel } = await joined();
  gavel.bid("r1", { price: 150_000 });
  await world.drop();
  gavel.hurry();
  await world.open();
  assert.equal(world.count("bid"), 0);
});

test("pending waits for bid:answer", async () => {
  const { world, gavel, steps } = await joined();
  const bid = gavel.bid("r1", { price: 150_000 });
  await world.answer("bid", { status: "pending" });
  await world.say("bid:answer", { ...leading, id: bid.id });
  assert.equal((await bid.answer).status, "leading");
  assert.deepEqual(steps, ["sent", "pending"]);
  await world.pass(60_000);
  assert.equal(world.count("bid"), 1);
});

test("pending without an answer asks again", async () => {
  const { world, gavel } = await joined();
  gavel.bid("r1", { price: 150_000 });
  await world.answer("bid", { status: "pending" });
  await world.pass(LIMITS.bidRetryMs * 2);
  assert.equal(world.count("bid"), 2);
});

test("no answer at all asks again, in the end it is unknown", async () => {
  const { world, gavel } = await joined();
  const bid = gavel.bid("r1", { price: 150_000 });
  await world.pass(LIMITS.answerWaitMs * (LIMITS.bidTries + 1));
  assert.equal((await bid.answer).status, "unknown");
  assert.equal(world.count("bid"), LIMITS.bidTries);
});

test("a command is sent again only while it is fresh", async () => {
  const { world, gavel } = await joined();
  const command = gavel.command("r1", { op: "hammer" });
  assert.deepEqual(world.last("command").data, { op: "hammer", roomId: "r1", id: command.id });
  await world.pass(LIMITS.answerWaitMs);
  assert.equal(world.count("command"), 2);
  await world.pass(LIMITS.commandWithinMs);
  assert.equal(world.count("command"), 3);
  assert.equal((await command.answer).status, "unknown");
});

test("a refusal by the log is final", async () => {
  const { world, gavel } = await joined();
  const bid = gavel.bid("r1", { price: 1 });
  const refused = { status: "refused", code: "BELOW_MINIMUM", minimum: 150_000 };
  await world.answer("bid", refused);
  assert.deepEqual(await bid.answer, refused);
});

test("the gateway's own no is final for a first try only", async () => {
  const { world, gavel } = await joined();
  const first = gavel.bid("r1", { price: 150_000 });
  await world.answer("bid", { status: "refused", code: "RATE_LIMITED", retryAfterMs: 1000 });
  assert.equal((await first.answer).code, "RATE_LIMITED");

  const second = gavel.bid("r1", { price: 150_000 });
  await comeBack(world, gavel);
  await world.answer("bid", { status: "refused", code: "RATE_LIMITED", retryAfterMs: 1000 });
  await world.pass(LIMITS.bidRetryMs * 2);
  await world.answer("bid", leading);
  assert.equal((await second.answer).status, "leading");
});

test("a busy house has not placed a first try; an earlier try may stand, so that is asked again", async () => {
  const { world, gavel } = await joined();
  const busy = { status: "refused", code: "OVERLOADED", retry: true, retryAfterMs: 3_000 };
  const first = gavel.bid("r1", { price: 150_000 });
  await world.answer("bid", busy);
  assert.deepEqual(await first.answer, busy);
  await world.pass(60_000);
  assert.equal(world.count("bid"), 1);

  const second = gavel.bid("r1", { price: 150_000 });
  await comeBack(world, gavel);
  await world.answer("bid", busy);
  await world.pass(2_999);
  assert.equal(world.count("bid"), 1, "not before retryAfterMs");
  await world.pass(3_001);
  assert.equal(world.count("bid"), 2);
  await world.answer("bid", { ...leading, duplicate: true });
  assert.equal((await second.answer).status, "leading");
});

test("a produce that timed out is asked about again, never called failed", async () => {
  const { world, gavel } = await joined();
  const bid = gavel.bid("r1", { price: 150_000 });
  await world.answer("bid", { status: "refused", code: "UNKNOWN" });
  await world.pass(LIMITS.bidRetryMs * 2);
  assert.equal(world.count("bid"), 2);
  await world.answer("bid", leading);
  assert.equal((await bid.answer).status, "leading");
});

test("an unanswered bid survives a reload of the same person's page only", async () => {
  const kept = new Map();
  const store = { getItem: (key) => kept.get(key) ?? null, setItem: (key, v) => kept.set(key, v) };
  const before = await joined({ store }, "u1");
  const bid = before.gavel.bid("r1", { price: 150_000 });

  const stranger = await joined({ store }, "u2");
  assert.equal(stranger.world.count("bid"), 0);

  const after = await joined({ store }, "u1");
  assert.equal(after.world.last("bid").data.id, bid.id);
  const answers = [];
  after.gavel.on("answer", (answer) => answers.push(answer));
  await after.world.answer("bid", leading);
  assert.equal(answers[0].answer.status, "leading");

  const later = await joined({ store }, "u1");
  assert.equal(later.world.count("bid"), 0);
});

test("a bid is never sent again as somebody else", async () => {
  const { world, gavel } = await joined({}, "u1");
  const bid = gavel.bid("r1", { price: 150_000 });
  await world.drop();
  gavel.hurry();
  await world.open({ user: "u2" });
  await world.answer("join", snapshot(10, { recovered: true, missed: [] }));
  assert.equal((await bid.answer).status, "unknown");
  assert.equal(world.count("bid"), 0);
});

test("answers of another tab's bids are told", async () => {
  const { world, gavel } = await joined();
  const answers = [];
  gavel.on("answer", (answer) => answers.push(answer));
  await world.say("bid:answer", { ...leading, id: "other", room: "r1" });
  assert.equal(answers[0].room, "r1");
});

test("more open bids than the limit are refused at once", async () => {
  const { gavel } = await joined();
  for (let i = 0; i < LIMITS.openBids; i++) gavel.bid("r1", { price: 1 });
  assert.equal((await gavel.bid("r1", { price: 1 }).answer).code, "RATE_LIMITED");
});
