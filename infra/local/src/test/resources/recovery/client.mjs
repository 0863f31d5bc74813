// One unmodified socket.io-client behind a relay that can be cut and pointed at another gateway.
// Usage: node client.mjs ROOM COOKIE TRANSPORTS; commands by line on stdin, what happens by line on stdout.
import net from "node:net";
import readline from "node:readline";
import { io } from "socket.io-client";

const [room, cookie, transports] = process.argv.slice(2);
const say = (line) => console.log(JSON.stringify(line));

// --- the relay ---------------------------------------------------------------------------------
let target = 0;
const streams = new Set();
const relay = net.createServer((near) => {
  if (target === 0) return near.destroy();
  const far = net.connect(target, "127.0.0.1");
  for (const [one, other] of [[near, far], [far, near]]) {
    streams.add(one);
    one.on("error", () => other.destroy());
    one.on("close", () => (streams.delete(one), other.destroy()));
    one.pipe(other);
  }
});
await new Promise((ready) => relay.listen(0, "127.0.0.1", ready));

// --- the clients -------------------------------------------------------------------------------
function open(name, cookies, auth) {
  const socket = io(`http://127.0.0.1:${relay.address().port}`, {
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    transports: transports.split(","),
    extraHeaders: { Cookie: cookies },
    auth,
  });
  socket.on("connect", () =>
    say({ who: name, did: "connect", id: socket.id, pid: socket._pid, recovered: socket.recovered === true }));
  socket.on("disconnect", (why) => say({ who: name, did: "disconnect", why }));
  socket.on("connect_error", (why) => say({ who: name, did: "refused", why: why.message }));
  socket.on("bid", (text, update, ...more) =>
    say({ who: name, did: "bid", text, sequence: update.sequence, offset: more[0] }));
  socket.on("room", (snapshot) => say({ who: name, did: "room", sequence: snapshot.sequence }));
  return socket;
}

let first;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(" ");
  if (command === "to") target = Number(rest[0]);
  if (command === "open") first = open("first", cookie, { token: "kept" });
  if (command === "cut") {
    target = 0;
    for (const stream of streams) stream.destroy();
  }
  if (command === "join")
    first.emit("join", { roomId: room }, (snapshot) =>
      say({ who: "first", did: "joined", sequence: snapshot.sequence }));
  if (command === "thief")
    open("thief", rest.join(" "), { pid: first._pid, offset: first._lastOffset });
  if (command === "say") say({ who: "first", did: "said", transport: first.io.engine.transport.name });
}
process.exit(0);
