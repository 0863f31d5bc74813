// Drives GavelClient against live gateways; LiveClientIT starts it and reads its lines.
// Arguments: room, Cookie header, then the ports of the gateways to come back to, in turn.
// Lines in: `say TEXT`, `close`. Lines out: one JSON object each, {event, ...}.
import { createInterface } from "node:readline";
import { GavelClient } from "./page/gavel-client.js";

const [room, cookie, ...ports] = process.argv.slice(2);
let opened = 0;

const gavel = new GavelClient({
  url: "unused",
  world: {
    socket: () => {
      // A browser adds the cookies by itself.
      const url = `ws://127.0.0.1:${ports[opened++ % ports.length]}/ws`;
      const socket = new WebSocket(url, { headers: { Cookie: cookie } });
      // Older Nodes tell of a refused upgrade by `error` alone; browsers let `close` follow.
      socket.addEventListener("error", () => socket.onclose?.({ code: 1006, reason: "" }));
      return socket;
    },
    random: () => 0.1,
  },
});

const tell = (event, value) => console.log(JSON.stringify({ event, ...value }));
gavel.on("state", ({ state, code }) => tell("state", { state, code }));
gavel.on("welcome", ({ user }) => tell("welcome", { user }));
gavel.on("update", ({ update }) => tell("update", { sequence: update.sequence, text: update.event.text }));
gavel.on("presence", ({ count }) => tell("presence", { count }));
gavel.on("error", ({ code }) => tell("error", { code }));

createInterface({ input: process.stdin }).on("line", async (line) => {
  if (line === "close") {
    gavel.close();
    process.exit(0);
  }
  const [, text] = line.match(/^say (.*)$/) ?? [];
  if (text) await gavel.say(room, text).catch(({ code }) => tell("refused", { code }));
});

gavel.connect();
gavel.join(room).catch(() => {}); // joined once that is possible
