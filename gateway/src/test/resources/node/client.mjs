// What socket.io-client does with our server, scenario by scenario. Usage: node client.mjs URL
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const url = process.argv[2];
const PATIENCE_MS = 15_000;
const open = [];

function socket(path, options) {
  const made = io(url + path, { forceNew: true, reconnectionDelay: 100, ...options });
  open.push(made);
  return made;
}

function once(emitter, event) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event}`)), PATIENCE_MS);
    emitter.once(event, (...args) => {
      clearTimeout(timer);
      resolve(args);
    });
  });
}

async function speaksBothWays(transports) {
  const client = socket("/", { transports, auth: { token: "123" } });
  const connected = once(client, "connect");
  assert.deepEqual(await once(client, "auth"), [{ token: "123" }]);
  await connected;
  const bytes = Buffer.from([1, 2, 3]);
  client.emit("message", "한글", 1, bytes, { a: [null, true] });
  assert.deepEqual(await once(client, "message-back"), ["한글", 1, bytes, { a: [null, true] }]);
  assert.deepEqual(await client.timeout(PATIENCE_MS).emitWithAck("message-with-ack", bytes), bytes);
  client.emit("broadcast", 7);
  assert.deepEqual(await once(client, "told"), [7]);
  client.on("question", (why, answer) => answer("yes", why));
  client.emit("ask", "why");
  assert.deepEqual(await once(client, "answered"), ["yes", "why"]);
}

const scenarios = {
  "polling alone": () => speaksBothWays(["polling"]),
  "WebSocket alone": () => speaksBothWays(["websocket"]),
  "polling, then upgrade": () => speaksBothWays(["polling", "websocket"]),
  "WebSocket first": () => speaksBothWays(["websocket", "polling"]),

  "the upgrade loses and reorders nothing": async () => {
    const client = socket("/", {});
    const got = [];
    client.on("message-back", (n) => got.push(n));
    await once(client, "connect");
    for (let n = 0; n < 200; n++) {
      client.emit("message", n);
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const end = Date.now() + PATIENCE_MS;
    while (client.io.engine.transport.name !== "websocket" && Date.now() < end)
      await new Promise((r) => setTimeout(r, 5));
    assert.equal(client.io.engine.transport.name, "websocket");
    client.emit("message", 200);
    while (got.length < 201 && Date.now() < end) await new Promise((r) => setTimeout(r, 5));
    assert.deepEqual(got, Array.from({ length: 201 }, (_, n) => n));
  },

  "heartbeats keep it": async () => {
    const client = socket("/", { transports: ["websocket"] });
    await once(client, "connect");
    for (let i = 0; i < 4; i++) await once(client.io.engine, "heartbeat");
    assert.ok(client.connected);
  },

  "two namespaces over one connection": async () => {
    const root = io(url + "/", { forceNew: true });
    open.push(root);
    const custom = root.io.socket("/custom");
    custom.connect();
    await Promise.all([once(root, "connect"), once(custom, "connect")]);
    custom.disconnect();
    assert.deepEqual(await root.timeout(PATIENCE_MS).emitWithAck("message-with-ack", 1), 1);
  },

  "an unknown namespace": async () => {
    const [error] = await once(socket("/nowhere", {}), "connect_error");
    assert.equal(error.message, "Invalid namespace");
  },

  "bad credentials are told by message and code": async () => {
    for (const transports of [["polling"], ["websocket"]]) {
      const client = socket("/", { transports, extraHeaders: { Cookie: "user=refused" } });
      const [error] = await once(client, "connect_error");
      assert.equal(error.message, "권한 없음.");
      assert.equal(error.data.code, "TOKEN_EXPIRED");
      assert.equal(client.active, false);
    }
  },

  "it comes back by itself": async () => {
    for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
      const client = socket("/", { transports });
      await once(client, "connect");
      const before = client.id;
      const gone = once(client, "disconnect");
      const back = gone.then(() => once(client, "connect"));
      client.emit("restart");
      assert.match((await gone)[0], /^transport (close|error)$/);
      await back;
      assert.notEqual(client.id, before);
    }
  },

  "it stays away when kicked": async () => {
    const client = socket("/", {});
    await once(client, "connect");
    client.emit("kick");
    assert.equal((await once(client, "disconnect"))[0], "io server disconnect");
    assert.equal(client.active, false);
  },

  "the cookie jar": async () => {
    const client = socket("/", { withCredentials: true, transports: ["polling", "websocket"] });
    await once(client, "connect");
    assert.deepEqual(await client.timeout(PATIENCE_MS).emitWithAck("message-with-ack", 1), 1);
  },
};

for (const [name, scenario] of Object.entries(scenarios)) {
  await scenario();
  while (open.length > 0) open.pop().disconnect();
  console.log("ok", name);
}
process.exit(0);
