// REST under /api: JSON in, JSON or problem+json (RFC 9457) out.

export class ApiError extends Error {
  constructor(status, code, detail) {
    super(detail || code);
    this.status = status;
    this.code = code;
  }
}

let aheadMs = 0;

/** The server's clock as the Date header of the last answer tells it, to the second. */
export const serverNowMs = () => Date.now() + aheadMs;

function learnClock(date) {
  const toldMs = Date.parse(date ?? "");
  const apartMs = toldMs + 500 - Date.now();
  if (Number.isFinite(apartMs)) aheadMs = Math.abs(apartMs) > 1500 ? apartMs : 0;
}

async function call(method, path, body, as = "json") {
  const headers = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  let response;
  try {
    response = await fetch(`/api${path}`, { method, headers, body: JSON.stringify(body) });
  } catch {
    throw new ApiError(0, "DISCONNECTED", "");
  }
  learnClock(response.headers.get("date"));
  if (response.ok && as === "text") return await response.text();
  const json = /json$/.test((response.headers.get("content-type") ?? "").split(";")[0]);
  const answer = json ? await response.json() : null;
  if (response.ok) return answer;
  throw new ApiError(response.status, answer?.code ?? `HTTP_${response.status}`, answer?.detail);
}

const id = encodeURIComponent;
const PAGE = 200;

export const api = {
  me: () => call("GET", "/session"),
  login: (email, password) => call("POST", "/session", { email, password }),
  renew: () => call("PUT", "/session"),
  logout: () => call("DELETE", "/session"),
  register: (email, name, password) => call("POST", "/users", { email, name, password }),
  items: (after) => call("GET", `/items?limit=${PAGE}${after ? `&after=${id(after)}` : ""}`),
  addItem: (fields) => call("POST", "/items", fields),
  changeItem: (item, fields) => call("PUT", `/items/${id(item)}`, fields),
  room: (room) => call("GET", `/rooms/${id(room)}`),
  bids: (room) => call("GET", `/rooms/${id(room)}/bids?limit=200`),
  open: (terms, room) => call("POST", "/rooms", { room, terms }),
  log: (room) => call("GET", `/rooms/${id(room)}/log`, undefined, "text"),
  myBids: () => call("GET", "/me/bids?limit=500"),
  myBidsIn: (room, before) => call("GET", `/me/bids/${id(room)}${before ? `?before=${before}` : ""}`),
  registrations: (room) => call("GET", `/rooms/${id(room)}/registrations`),
  askToBid: (room) => call("POST", `/rooms/${id(room)}/registrations`, {}),
  sales: () => call("GET", "/sales"),
  sale: (sale) => call("GET", `/sales/${id(sale)}`),
  planSale: (fields) => call("POST", "/sales", fields),
  startSale: (sale) => call("POST", `/sales/${id(sale)}/start`, {}),
  stopSale: (sale) => call("POST", `/sales/${id(sale)}/stop`, {}),
  results: (sale) => call("GET", `/sales/${id(sale)}/results`),
};

export const logOf = (room) => `/api/rooms/${id(room)}/log`;
export const csvOf = (sale) => `/api/sales/${id(sale)}/results.csv`;
export const pictureOf = (item) => `/api/items/${id(item)}/picture.svg`;
