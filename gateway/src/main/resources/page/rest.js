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

async function call(method, path, body) {
  const headers = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  let response;
  try {
    response = await fetch(`/api${path}`, { method, headers, body: JSON.stringify(body) });
  } catch {
    throw new ApiError(0, "DISCONNECTED", "");
  }
  learnClock(response.headers.get("date"));
  const json = /json/.test(response.headers.get("content-type") ?? "");
  const answer = json ? await response.json() : null;
  if (response.ok) return answer;
  throw new ApiError(response.status, answer?.code ?? `HTTP_${response.status}`, answer?.detail);
}

const id = encodeURIComponent;

export const api = {
  me: () => call("GET", "/session"),
  login: (email, password) => call("POST", "/session", { email, password }),
  renew: () => call("PUT", "/session"),
  logout: () => call("DELETE", "/session"),
  items: () => call("GET", "/items"),
  room: (room) => call("GET", `/rooms/${id(room)}`),
  bids: (room) => call("GET", `/rooms/${id(room)}/bids?limit=200`),
  open: (terms) => call("POST", "/rooms", { terms }),
};

export const pictureOf = (item) => `/api/items/${id(item)}/picture.svg`;
