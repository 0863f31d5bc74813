// The way of the original front end: Socket.IO's own client, the item in the query, texts as they come.
const about = new URLSearchParams(location.search);
const socket = io({ query: { id: about.get("id"), email: about.get("email") }, withCredentials: true });
const messages = document.getElementById("messages");

function show(text) {
  const line = document.createElement("li");
  line.textContent = text;
  messages.append(line);
}

socket.on("bid", (text) => {
  document.getElementById("top").textContent = text;
  show(text);
});
socket.on("error", ({ message }) => show(`오류: ${message}`));
socket.on("connect_error", ({ message }) => show(`연결 오류: ${message}`));
socket.io.engine.on("upgrade", (transport) => document.body.setAttribute("data-transport", transport.name));

document.getElementById("bid").addEventListener("submit", (event) => {
  event.preventDefault();
  const price = Number(document.getElementById("price").value);
  socket.emit("bid", { roomId: about.get("roomId"), price });
});
