// The same fan-out in Node: one message of a client is told to all. Usage: node server.mjs ws|socket.io
import { createServer } from "node:http";

const kind = process.argv[2];
const text = "x".repeat(150);
const http = createServer();

if (kind === "ws") {
  const { WebSocketServer } = await import("ws");
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  let sequence = 0;
  server.on("connection", (socket) => {
    socket.on("message", (message) => {
      if (message.toString() === "40") return socket.send("40{}");
      const told = Buffer.from(`42["bid","${text}",${1_000_000 + sequence++}]`);
      for (const client of server.clients) client.send(told, { binary: false });
    });
    socket.send("0{}");
  });
} else {
  const { Server } = await import("socket.io");
  const server = new Server(http, {
    transports: ["websocket"],
    perMessageDeflate: false,
    pingInterval: 3_600_000, // the crowd answers no pings
  });
  let sequence = 0;
  server.on("connection", (socket) => {
    socket.join("room");
    socket.on("go", () => server.to("room").emit("bid", text, 1_000_000 + sequence++));
  });
}
http.listen(0, "127.0.0.1", () => console.log(`port ${http.address().port}`));
