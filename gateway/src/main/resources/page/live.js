// What the page does: signs in, connects, enters rooms, bids. Everything it learns goes to the store.

import { api, serverNowMs } from "./rest.js";
import { GavelClient } from "./gavel-client.js";
import { money } from "./money.js";
import {
  emptyRoom,
  position,
  asOf,
  withComing,
  withHistory,
  withLimit,
  withOwnState,
  withMessage,
  withPeople,
  withSnapshot,
  withStanding,
  withUpdate,
} from "./roomstate.js";
import { get, remember, set } from "./store.js";
import { words } from "./texts.js";

const LIST_EVERY_MS = 4_000;
const NOTE_MS = 8_000;
const ANSWERS_MOST = 200;
const OUTGOING_MOST = 6;
const COMMANDS_MOST = 50;
/** Lots of one catalogue that are shown. */
const ITEMS_MOST = 2_000;

let gavel = null;
let pollTimer = null;
let noteIds = 0;
let refusedBefore = null;

export const say = (...about) => words(get().lang)(...about);
const reason = (code) => words(get().lang).reason(code);

/** The server's clock; before there is a connection, as REST answers told it. */
export const nowMs = () => (gavel?.state === "connected" ? gavel.now() : serverNowMs());

// --- who I am -----------------------------------------------------------------------------------

/** Everybody is connected; the server's greeting says who I am. Who is nobody looks on. */
export function begin() {
  gavel?.close();
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  gavel = new GavelClient({ url: `${scheme}://${location.host}/ws`, store: sessionStorage });
  const inRoom = (change) => (event) => changeRoom(event.room, (room) => change(room, event));
  gavel.on("state", lineIs);
  gavel.on("welcome", welcomed);
  gavel.on("room", inRoom(withSnapshot));
  gavel.on("standing", stand);
  gavel.on("update", inRoom(withUpdate));
  gavel.on("limit", inRoom(withLimit));
  gavel.on("mine", inRoom(withOwnState));
  gavel.on("message", inRoom(withMessage));
  gavel.on("presence", inRoom(withPeople));
  gavel.on(
    "joined",
    inRoom((room, event) => withComing(room, "joined", event)),
  );
  gavel.on(
    "left",
    inRoom((room, event) => withComing(room, "left", event)),
  );
  gavel.on("step", outgoing);
  gavel.on("answer", answered);
  gavel.on("expiring", renew);
  gavel.connect();
}

async function welcomed({ user, role }) {
  const { me } = get();
  if (!user) return set({ me: null });
  if (me?.id === user) return;
  const known = { id: user, name: "", staff: role === "staff" };
  set({ me: known, outgoing: [] });
  try {
    set({ me: { ...known, name: (await api.me()).name } });
  } catch {
    // Without a name the page works as well.
  }
}

/** A fresh cookie before the token ends: the socket comes back with it by itself. */
async function renew() {
  try {
    await api.renew();
  } catch {
    note("warn", say("expiring"));
  }
}

export async function login(email, password) {
  await api.login(email, password);
  restart();
}

export async function register(email, name, password) {
  await api.register(email, name, password);
  restart();
}

export async function logout() {
  try {
    await api.logout();
  } catch (fault) {
    return note("warn", reason(fault.code));
  }
  restart();
}

/** A cookie speaks at the handshake only, so a new one needs a new connection. */
function restart() {
  set({ outgoing: [] });
  begin();
  const { room } = get();
  if (room) enterRoom(room.id);
}

function lineIs(line) {
  const broken = line.state === "waiting" || (get().line.broken && line.state !== "connected");
  set({ line: { ...line, broken } });
  if (line.state !== "refused") return;
  // The token is not taken any more. Without it one may look on; if that fails too, it is said.
  if (line.code === refusedBefore) return;
  refusedBefore = line.code;
  note("warn", say("refusedLine"));
  logout();
}

function changeRoom(id, change) {
  const { room } = get();
  if (room && room.id === id) set({ room: change(room) });
}

export const hurry = () => gavel?.hurry();

// --- rooms --------------------------------------------------------------------------------------

export async function enterRoom(id) {
  set({ room: emptyRoom(id), outgoing: [] });
  gavel?.join(id).catch((fault) => {
    const waits = ["DISCONNECTED", "NO_ANSWER", "CLOSED"].includes(fault.code);
    if (!waits) changeRoom(id, (room) => ({ ...room, loading: false, problem: fault.code }));
  });
  await lookAtRoom(id);
}

export function leaveRoom() {
  const { room } = get();
  if (!room) return;
  gavel?.leave(room.id);
  set({ room: null, outgoing: [] });
}

/** The room by REST: shown while the join is on its way, and where no socket comes through. */
async function lookAtRoom(id) {
  try {
    const [snapshot, { bids }] = await Promise.all([api.room(id), api.bids(id)]);
    changeRoom(id, (room) => {
      const newer = snapshot.sequence > room.sequence && !(get().me && room.sequence > 0);
      const seen = newer ? withSnapshot(room, { snapshot, recovered: false, joined: false }) : room;
      return withHistory({ ...seen, lost: room.lost }, bids);
    });
  } catch (fault) {
    const { room } = get();
    const known = room?.id === id && room.standing;
    if (!known) changeRoom(id, (was) => ({ ...was, loading: false, problem: fault.code }));
  }
}

function stand(event) {
  const before = get().room;
  changeRoom(event.room, (room) => withStanding(room, event));
  const after = get().room;
  if (before?.standing && after?.id === event.room) announce(before, after);
}

/** Price and lead, for those who hear the page; the newest word replaces the one before. */
function announce(before, after) {
  const { me, lang } = get();
  const lead = position(after, me);
  const moved = before.standing.price !== after.standing.price;
  const turned = lead !== position(before, me);
  if (!moved && !turned) return;
  const said = [];
  if (moved) {
    const price = money(after.standing.price, after.terms?.currency ?? "KRW", lang);
    said.push(`${say("currentPrice")} ${price}.`);
  }
  if (turned && lead !== "none" && lead !== "watching") said.push(`${say(`pos${lead}`)}.`);
  set({ saying: said.join(" ") });
}

export const announceTime = (seconds) => set({ saying: say("leftAloud", seconds) });

export const talk = (roomId, text) => gavel.say(roomId, text);

// --- bids ---------------------------------------------------------------------------------------

export function bid(roomId, amount, isMaximum) {
  gavel.bid(roomId, isMaximum ? { max: amount } : { price: amount });
}

function outgoing({ id, event, room, step, body }) {
  if (event === "command") return tellCommand(id, { room, wish: body, state: step });
  if (get().room?.id !== room) return;
  set(({ outgoing: sent }) => {
    const known = sent.find((one) => one.id === id);
    const change = { id, step, body, atMs: known?.atMs ?? nowMs() };
    return { outgoing: replaced(sent, change) };
  });
}

function replaced(sent, change) {
  const others = sent.filter(({ id }) => id !== change.id);
  return [change, ...others].sort((a, b) => b.atMs - a.atMs).slice(0, OUTGOING_MOST);
}

function answered({ id, event, room: roomId, answer, body }) {
  if (event === "command") return tellCommand(id, commandState(answer));
  const { room, me } = get();
  const accepted = ["leading", "outbid"].includes(answer.status);
  if (accepted) changeRoom(roomId, (was) => withOwnBid(was, answer, body));
  if (!body) return;
  const atMs = nowMs();
  if (room?.id === roomId) {
    set(({ outgoing: sent }) => {
      const known = sent.find((one) => one.id === id);
      return { outgoing: replaced(sent, { id, body, answer, atMs: known?.atMs ?? atMs }) };
    });
  }
  keepAnswer({ id, room: roomId, who: me?.id, body, answer, atMs, item: itemIdOf(roomId) });
}

function withOwnBid(room, { status }, body) {
  const max = status === "leading" ? (body?.max ?? room.mine.max) : room.mine.max;
  return { ...room, mine: { ...room.mine, hasBid: true, max } };
}

/** The clock of a room that was to open has run out: it is open, without an update. */
export function opened() {
  changeRoom(get().room?.id, (room) => ({ ...room, standing: asOf(room, nowMs()) }));
  loadLists();
}

const itemIdOf = (roomId) => get().items?.find(({ room }) => room?.room === roomId)?.id ?? null;

function keepAnswer(answer) {
  const answers = [answer, ...get().answers.filter(({ id }) => id !== answer.id)];
  set({ answers: answers.slice(0, ANSWERS_MOST) });
  remember({ answers: get().answers });
}

// --- the rostrum --------------------------------------------------------------------------------

/** Gives a command in the log of a room; `commands` in the store shows what becomes of it. */
export const command = (roomId, wish) => gavel.command(roomId, wish);

function tellCommand(id, change) {
  set(({ commands }) => {
    const known = commands.find((one) => one.id === id);
    const others = commands.filter((one) => one !== known);
    return { commands: [{ atMs: nowMs(), ...known, id, ...change }, ...others].slice(0, COMMANDS_MOST) };
  });
}

const commandState = ({ status, code }) =>
  ["done", "leading", "outbid"].includes(status) ? { state: "done" } : { state: status, code };

export async function openRoom(terms) {
  const room = await api.open(terms);
  await loadLists();
  return room;
}

// --- lists --------------------------------------------------------------------------------------

let loading = null;

/** Loads the lists; several calls at once share one answer. */
export function loadLists() {
  loading ??= askLists().finally(() => {
    loading = null;
  });
  return loading;
}

async function askLists() {
  try {
    let page = await api.items();
    const items = [...page.items];
    while (page.next && items.length < ITEMS_MOST) {
      page = await api.items(page.next);
      items.push(...page.items);
    }
    set({ items, listProblem: null });
  } catch (fault) {
    set({ listProblem: fault.code });
  }
}

/** Lists are looked at again and again while the page can be seen, and a room without a socket. */
export function keepLooking() {
  clearTimeout(pollTimer);
  pollTimer = setTimeout(async () => {
    const { route, room, line } = get();
    if (document.visibilityState === "visible") {
      if (room && line.state !== "connected") await lookAtRoom(room.id);
      if (route.page === "lobby" || route.page === "desk") await loadLists();
    }
    keepLooking();
  }, LIST_EVERY_MS);
}

export function toggleWatch(item) {
  const { watched } = get();
  const without = watched.filter((id) => id !== item);
  const next = without.length === watched.length ? [...watched, item] : without;
  set({ watched: next });
  remember({ watched: next });
}

// --- notes --------------------------------------------------------------------------------------

export function note(kind, text) {
  const id = ++noteIds;
  set(({ notes }) => ({ notes: [...notes.slice(-2), { id, kind, text }] }));
  setTimeout(() => dropNote(id), NOTE_MS);
}

export const dropNote = (id) => set(({ notes }) => ({ notes: notes.filter((one) => one.id !== id) }));
