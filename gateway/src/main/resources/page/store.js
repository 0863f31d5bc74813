// One state, changed only through `set`; whoever listens is told once a frame.

const REMEMBERED = "gavel.page";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED)) ?? {};
  } catch {
    return {};
  }
}

/** Things kept on this device: language, watch list, answers to one's own bids. */
export function remember(change) {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify({ ...remembered(), ...change }));
  } catch {
    // A full or forbidden store only means that a reload forgets.
  }
}

const kept = remembered();

let state = {
  lang: kept.lang === "en" ? "en" : "ko",
  watched: kept.watched ?? [],
  answers: kept.answers ?? [],
  route: { page: "lobby" },
  me: undefined, // undefined: not asked yet, null: nobody
  line: { state: "closed" },
  items: null,
  listProblem: null,
  room: null,
  outgoing: [],
  commands: [],
  notes: [],
  saying: "",
};

const listeners = new Set();
let scheduled = false;

export const get = () => state;

export function set(change) {
  const next = typeof change === "function" ? change(state) : change;
  state = { ...state, ...next };
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    listeners.forEach((listener) => listener(state));
  });
}

export const listen = (listener) => listeners.add(listener);
