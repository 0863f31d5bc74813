/**
 * Gavel's plain protocol for browsers and Node: live auction rooms over one WebSocket.
 *
 *   import { GavelClient } from "./gavel-client.js";
 *   const gavel = new GavelClient({ url: "wss://host/ws" });
 *   gavel.on("standing", ({ room, standing }) => show(standing.price));
 *   gavel.on("update", ({ update, text }) => log(text, update.event));
 *   gavel.connect();
 *   const snapshot = await gavel.join("room-1");
 *   const bid = gavel.bid("room-1", { price: 150000 });
 *   const answer = await bid.answer; // {status: "leading" | "outbid" | "refused" | "unknown", ...}
 *
 * What it promises
 * - Comes back by itself, with full jitter, until `close()` is called or the server says not to.
 * - `update` events of a room arrive in order of their sequence, each once, without gaps: known ones
 *   are dropped, and a gap is refilled by joining again with `after`. When the server has forgotten
 *   what was missed, a `room` event with `recovered: false` comes first and the count starts anew.
 * - `standing` is the newest public state, at once, even while a gap is being refilled.
 * - A bid has an id and a deadline (`notAfter`). It is sent again with the same id until its answer is
 *   known: the room answers a known id with its first answer, and a late one with EXPIRED, so sending
 *   again never bids twice and never bids late. With `store`, that survives a reload.
 * - A bid that a busy house refuses at its first sending (`OVERLOADED`) is not placed and is not sent
 *   again: whether it still wants to bid after `retryAfterMs`, by a new bid, its user says.
 * - `now()` is the server's clock, from the answer with the shortest way there and back. Asking for
 *   it also finds a line that is dead without a word.
 *
 * Events: `state` {state, retryInMs?, code?}, `welcome` {user?, role?, expiresAtMs?}, `room` {room, snapshot, recovered}, `standing`
 * {room, standing, sequence, atMs}, `update` {room, update, text}, `step` {id, event,
 * room, body, step} and `answer` {id, event, room, body, answer} about own bids and commands (without
 * event and body when another tab's), `limit` {room, limit, place} when staff changed what one may offer, `mine` {room, ...} what a snapshot could not say of it, `message`, `presence`, `joined`, `left`, `error` {code, message,
 * retry}, `expiring`. Steps are `held`, `sent`, `resent` and `pending`. A listener that throws does not stop the others.
 *
 * States: `connecting`, `catching-up` (rooms are being joined again), `connected`, `waiting` (comes
 * back in `retryInMs`), `closed` (by us), `refused` (by the server, for good: see `code`).
 */

export const LIMITS = Object.freeze({
  /** First and longest wait before coming back; the real wait is a random part of it. */
  retryBaseMs: 500,
  retryMaxMs: 10_000,
  /** An unanswered join, message or bid is asked again, or given up, after this. */
  answerWaitMs: 5_000,
  /** How long a bid may be on its way; later it is EXPIRED. */
  bidWithinMs: 15_000,
  /** A bid is sent at most this often before its answer is `unknown`. */
  bidTries: 24,
  bidRetryMs: 2_000,
  /** Updates held back behind one gap. */
  heldUpdates: 512,
  /** Least time between two refills of one room. */
  refillEveryMs: 1_000,
  /** Bids whose answers are awaited at once. */
  openBids: 32,
  /** A command of staff is not sent again after this; a late hammer would be worse than none. */
  commandWithinMs: 10_000,
  /** How often the server is asked for its time; no answer means that the line is dead. */
  timeEveryMs: 20_000,
});

/** Close codes that say: do not come back before something changed. All others: come back. */
const STAY_AWAY_FROM = 4400;
const STAY_AWAY_TO = 4499;

const STORE_KEY = "gavel.unanswered.";

/** Refusals by the gateway itself: the log has not seen this attempt. */
const GATEWAY_CODES = new Set(["RATE_LIMITED", "OVERLOADED", "UNAVAILABLE", "UNKNOWN", "NOT_JOINED"]);

/** Failures of a request that say nothing about it, only about the line. */
const WAITING_CODES = new Set(["DISCONNECTED", "NO_ANSWER", "CLOSED"]);

/** A request that got no answer, or that the server turned down. */
export class GavelError extends Error {
  /** @param {boolean} retry whether the same may succeed later */
  constructor(code, message = code, retry = false) {
    super(message);
    this.name = "GavelError";
    this.code = code;
    this.retry = retry;
  }
}

const browser = () => ({
  socket: (url) => new WebSocket(url),
  clockMs: () => performance.timeOrigin + performance.now(),
  random: Math.random,
  later: (run, ms) => setTimeout(run, ms),
  cancel: (timer) => clearTimeout(timer),
  fault: (fault) => console.error(fault),
  newId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), hex).join(""),
});

const hex = (byte) => byte.toString(16).padStart(2, "0");

export class GavelClient {
  #url;
  #world;
  #limits;
  #store;
  /** Whom the server greeted: a bid may only ever be sent again by the one who made it. */
  #user = null;
  #listeners = new Map();
  #socket = null;
  #state = "closed";
  #wanted = false;
  #attempt = 0;
  #timer = null;
  #asked = new Map();
  #nextAsk = 1;
  #rooms = new Map();
  #bids = new Map();
  #clock = { offsetMs: 0, tripMs: Infinity };

  /**
   * @param {object} options
   * @param {string} options.url where the plain protocol is, such as `wss://host/ws`
   * @param {object} [options.limits] to change some of LIMITS
   * @param {object} [options.world] socket, clock, timers, randomness and ids, for tests and Node
   * @param {Storage} [options.store] keeps unanswered bids over a reload, such as sessionStorage
   */
  constructor({ url, limits = {}, world = {}, store = null }) {
    this.#url = url;
    this.#world = { ...browser(), ...world };
    this.#limits = { ...LIMITS, ...limits };
    this.#store = store;
  }

  get state() {
    return this.#state;
  }

  /** The server's clock, epoch milliseconds. */
  now() {
    return this.#world.clockMs() + this.#clock.offsetMs;
  }

  /** Listens; what it gives back stops listening. */
  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  connect() {
    this.#wanted = true;
    if (!this.#socket) this.#open();
  }

  /** Comes back now instead of after the wait (the network returned, the page is seen again). */
  hurry() {
    if (this.#wanted && !this.#socket) this.#open();
  }

  close() {
    this.#wanted = false;
    this.#cancelTimer();
    this.#drop("CLOSED");
    this.#enter({ state: "closed" });
  }

  /**
   * Joins a room and stays in it over reconnects until `leave`. Resolves with the snapshot. Rejects
   * with DISCONNECTED or NO_ANSWER when it must wait (it is joined once that is possible, see the
   * `room` event), with another code when the server turned it down.
   */
  async join(roomId) {
    const known = this.#rooms.get(roomId);
    const room = known ?? { id: roomId, sequence: null, newest: 0, held: new Map(), asking: null };
    this.#rooms.set(roomId, room);
    return this.#catchUp(room);
  }

  leave(roomId) {
    if (!this.#rooms.delete(roomId)) return;
    if (this.#connected()) this.#send("leave", { roomId });
  }

  /** Says something in a room; rejects with a GavelError when it was not taken. */
  say(roomId, text) {
    return this.#askDone("message", { roomId, text });
  }

  /**
   * Gives a command of staff: `{op, ...}` as in the log.
   * @returns {{id: string, answer: Promise<object>}} as for a bid; `unknown` when it was not known
   *     within LIMITS.commandWithinMs
   */
  command(roomId, wish) {
    const id = this.#world.newId();
    return this.#begin("command", { ...wish, roomId, id }, this.now() + this.#limits.commandWithinMs);
  }

  /**
   * Bids: exactly `price`, or up to `max` (the room bids for you).
   * @returns {{id: string, answer: Promise<object>}} `answer` never rejects; status `unknown` means
   *     that nobody could tell within LIMITS.bidTries
   */
  bid(roomId, { price, max }) {
    if (this.#bids.size >= this.#limits.openBids) {
      return { id: "", answer: Promise.resolve({ status: "refused", code: "RATE_LIMITED" }) };
    }
    const amount = max === undefined ? { price } : { max };
    const notAfter = Math.round(this.now() + this.#limits.bidWithinMs);
    return this.#begin("bid", { roomId, ...amount, id: this.#world.newId(), notAfter });
  }

  // --- the connection ---------------------------------------------------------------------------

  #open() {
    this.#cancelTimer();
    this.#enter({ state: "connecting" });
    const socket = this.#world.socket(this.#url);
    this.#socket = socket;
    const mine = (run) => (event) => socket === this.#socket && run(event);
    socket.onopen = mine(() => this.#watch());
    socket.onmessage = mine((event) => this.#frame(event.data));
    socket.onclose = mine((event) => this.#closed(event));
    socket.onerror = () => {}; // a close always follows, and says more
  }

  /** The server greets who may come in; a line on which it says nothing is dead. */
  #watch() {
    this.#cancelTimer();
    this.#timer = this.#world.later(() => this.#dead(), this.#limits.answerWaitMs);
  }

  #greeted(welcome) {
    const user = welcome.user ?? null;
    if (user !== this.#user) {
      for (const bid of this.#bids.values()) this.#finish(bid, { status: "unknown" });
    }
    this.#user = user;
    this.#emit("welcome", welcome);
    this.#enter({ state: this.#rooms.size ? "catching-up" : "connected" });
    this.#askTime();
    this.#rejoin();
  }

  async #askTime() {
    this.#cancelTimer();
    const socket = this.#socket;
    const sentAt = this.#world.clockMs();
    try {
      const { serverTimeMs } = await this.#ask("time");
      this.#learnClock(serverTimeMs, sentAt);
    } catch (fault) {
      if (fault.code === "NO_ANSWER" && socket === this.#socket) return this.#dead();
    }
    if (socket !== this.#socket) return;
    this.#timer = this.#world.later(() => this.#askTime(), this.#limits.timeEveryMs);
  }

  #dead() {
    this.#closed({ code: 0, reason: "" });
  }

  async #rejoin() {
    const socket = this.#socket;
    const joins = [...this.#rooms.values()].map((room) => this.#catchUp(room).catch(() => {}));
    await Promise.all(joins);
    if (socket !== this.#socket || !this.#connected()) return;
    this.#attempt = 0;
    this.#enter({ state: "connected" });
    for (const bid of this.#bids.values()) this.#sendBid(bid);
  }

  #closed({ code, reason }) {
    this.#cancelTimer();
    this.#drop("DISCONNECTED");
    if (!this.#wanted) return;
    if (code >= STAY_AWAY_FROM && code <= STAY_AWAY_TO) {
      this.#wanted = false;
      this.#enter({ state: "refused", code: reason || String(code) });
      return;
    }
    const most = Math.min(this.#limits.retryMaxMs, this.#limits.retryBaseMs * 2 ** this.#attempt);
    const retryInMs = Math.round(this.#world.random() * most);
    this.#attempt = Math.min(this.#attempt + 1, 16);
    this.#enter({ state: "waiting", retryInMs });
    this.#timer = this.#world.later(() => this.#open(), retryInMs);
  }

  #drop(code) {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) socket.close();
    for (const { reject, timer } of this.#asked.values()) {
      this.#world.cancel(timer);
      reject(new GavelError(code));
    }
    this.#asked.clear();
    for (const room of this.#rooms.values()) room.asking = null;
    for (const bid of this.#bids.values()) this.#pause(bid);
  }

  #connected() {
    const greeted = this.#state === "connected" || this.#state === "catching-up";
    return greeted && this.#socket !== null && this.#socket.readyState === 1;
  }

  #cancelTimer() {
    if (this.#timer !== null) this.#world.cancel(this.#timer);
    this.#timer = null;
  }

  #enter(change) {
    if (change.state === "connected" && this.#state === "connected") return;
    this.#state = change.state;
    this.#emit("state", change);
  }

  #emit(event, value) {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        listener(value);
      } catch (fault) {
        this.#world.fault(fault);
      }
    }
  }

  // --- frames -----------------------------------------------------------------------------------

  #send(event, data, id) {
    this.#socket.send(JSON.stringify({ event, id, data }));
  }

  /** Sends an event and waits for its answer: at most `answerWaitMs`, or until the line breaks. */
  #ask(event, data) {
    if (!this.#connected()) return Promise.reject(new GavelError("DISCONNECTED"));
    const id = String(this.#nextAsk++);
    return new Promise((resolve, reject) => {
      const timer = this.#world.later(() => {
        this.#asked.delete(id);
        reject(new GavelError("NO_ANSWER"));
      }, this.#limits.answerWaitMs);
      this.#asked.set(id, { resolve, reject, timer });
      this.#send(event, data, id);
    });
  }

  #frame(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return; // a newer server may say what we cannot read; the rest stays useful
    }
    if (frame.event === "ack") this.#answered(frame);
    else this.#heard(frame.event, frame.data ?? {});
  }

  #answered({ id, data }) {
    const asked = this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    this.#world.cancel(asked.timer);
    asked.resolve(data ?? {});
  }

  /** As `#ask`, for what is either done or refused. */
  async #askDone(event, data) {
    const answer = await this.#ask(event, data);
    if (answer.status !== "refused") return answer;
    throw new GavelError(answer.code, answer.message, answer.retry);
  }

  #heard(event, data) {
    if (event === "connected") return this.#greeted(data);
    if (event === "bid:answer") return this.#bidAnswered(data);
    if (event === "room") return this.#shown(data);
    if (event === "bid:limit") return this.#emit("limit", data);
    if (event === "token:expiring") return this.#emit("expiring", data);
    if (typeof data.sequence === "number" && data.event) this.#take(data);
    else this.#emit(event, data);
  }

  // --- rooms ------------------------------------------------------------------------------------

  /** Joins with the last known sequence; several calls at once share one answer. */
  #catchUp(room) {
    room.asking ??= this.#askRoom(room).finally(() => {
      room.asking = null;
    });
    return room.asking;
  }

  async #askRoom(room) {
    const after = room.sequence;
    const sentAt = this.#world.clockMs();
    const request = after === null ? { roomId: room.id } : { roomId: room.id, after };
    const snapshot = await this.#askDone("join", request).catch((fault) => {
      if (fault.retry) this.#refill(room);
      else if (after === null && !WAITING_CODES.has(fault.code)) this.#rooms.delete(room.id);
      throw fault;
    });
    if (this.#rooms.get(room.id) !== room) return snapshot;
    this.#learnClock(snapshot.serverTimeMs, sentAt);
    this.#settle(room, snapshot, after);
    this.#resume(room.id);
    return snapshot;
  }

  /** The room as it is now, unasked: what came between cannot be had. A join's own is its answer. */
  #shown(snapshot) {
    const room = this.#rooms.get(snapshot.room);
    if (room && !room.asking && snapshot.sequence > room.sequence) this.#settle(room, snapshot, null);
  }

  #learnClock(serverTimeMs, sentAt) {
    if (typeof serverTimeMs !== "number") return;
    const gotAt = this.#world.clockMs();
    const tripMs = gotAt - sentAt;
    // A sample is kept until a shorter trip comes; it ages, because clocks drift apart.
    if (tripMs > this.#clock.tripMs * 2 + 50) return;
    this.#clock = { offsetMs: serverTimeMs - (sentAt + gotAt) / 2, tripMs };
  }

  #settle(room, snapshot, after) {
    const recovered = after !== null && snapshot.recovered !== false;
    if (recovered) (snapshot.missed ?? []).forEach(({ update }) => this.#take(update));
    const whole = recovered && room.sequence >= snapshot.sequence;
    if (!whole) room.sequence = snapshot.sequence;
    this.#emit("room", { room: room.id, snapshot, recovered: whole });
    if (snapshot.sequence >= room.newest && snapshot.standing) {
      room.newest = snapshot.sequence;
      const { standing, sequence, atMs } = snapshot;
      this.#emit("standing", { room: room.id, standing, sequence, atMs });
    }
    this.#release(room);
  }

  #take(update) {
    const room = this.#rooms.get(update.room);
    if (!room || (room.sequence !== null && update.sequence <= room.sequence)) return;
    if (update.sequence > room.newest && update.standing) {
      room.newest = update.sequence;
      const { standing, sequence, atMs } = update;
      this.#emit("standing", { room: room.id, standing, sequence, atMs });
    }
    // Beyond the limit nothing is held: the refill brings it, or the snapshot replaces it.
    if (room.held.size < this.#limits.heldUpdates) room.held.set(update.sequence, update);
    this.#release(room);
    if (room.held.size > 0 && !room.asking) this.#refill(room);
  }

  #release(room) {
    if (room.sequence === null) return;
    for (const sequence of room.held.keys()) {
      if (sequence <= room.sequence) room.held.delete(sequence);
    }
    for (let next; (next = room.held.get(room.sequence + 1));) {
      room.sequence = next.sequence;
      room.held.delete(room.sequence);
      this.#emit("update", { room: room.id, update: next, text: next.text });
    }
  }

  #refill(room) {
    if (room.refillTimer) return;
    const again = () => {
      room.refillTimer = null;
      const needed = room.sequence === null || room.held.size > 0;
      if (!needed || this.#rooms.get(room.id) !== room || !this.#connected()) return;
      this.#catchUp(room).catch((fault) => fault.code === "NO_ANSWER" && this.#refill(room));
    };
    const nowMs = this.#world.clockMs();
    const atMs = Math.max(nowMs, (room.refilledAtMs ?? -Infinity) + this.#limits.refillEveryMs);
    room.refilledAtMs = atMs;
    room.refillTimer = this.#world.later(again, atMs - nowMs);
  }

  // --- bids -------------------------------------------------------------------------------------

  #begin(event, body, untilMs = Infinity) {
    const bid = { id: body.id, event, body, untilMs, tries: 0, timer: null };
    const answer = new Promise((resolve) => (bid.resolve = resolve));
    this.#bids.set(bid.id, bid);
    this.#keep();
    this.#sendBid(bid);
    return { id: bid.id, answer };
  }

  /** Bids of an earlier life of this page, asked about again once their room is joined. */
  #resume(roomId) {
    for (const body of this.#kept()) {
      if (body.roomId === roomId && !this.#bids.has(body.id)) this.#begin("bid", body);
    }
  }

  async #sendBid(bid) {
    this.#pause(bid);
    if (!this.#connected() || this.#state === "catching-up") return this.#step(bid, "held");
    const over = bid.tries >= this.#limits.bidTries || this.now() > bid.untilMs;
    if (over) return this.#finish(bid, { status: "unknown" });
    bid.tries++;
    this.#step(bid, bid.tries === 1 ? "sent" : "resent");
    try {
      this.#bidAcked(bid, await this.#ask(bid.event, bid.body));
    } catch (fault) {
      if (fault.code === "NO_ANSWER") this.#sendBid(bid); // a broken line is told by its return
    }
  }

  #bidAcked(bid, answer) {
    if (!this.#bids.has(bid.id)) return;
    const undecided = answer.status === "pending" || answer.code === "UNKNOWN";
    // An earlier attempt may stand in the log: then the gateway's "no" to this one settles nothing.
    const aboutThisTryOnly = GATEWAY_CODES.has(answer.code) && bid.tries > 1;
    if (!undecided && !aboutThisTryOnly) return this.#finish(bid, answer);
    this.#step(bid, "pending");
    const waitMs = Math.max(this.#limits.bidRetryMs, retryMs(answer));
    bid.timer = this.#world.later(() => this.#sendBid(bid), waitMs * (1 + this.#world.random()));
  }

  /** Also told about bids of the same person's other tabs. */
  #bidAnswered(answer) {
    const bid = this.#bids.get(answer.id);
    if (bid) this.#finish(bid, answer);
    else this.#emit("answer", { id: answer.id, room: answer.room ?? answer.roomId, answer });
  }

  #finish(bid, answer) {
    this.#pause(bid);
    this.#bids.delete(bid.id);
    this.#keep();
    bid.resolve(answer);
    this.#emit("answer", { ...told(bid), answer });
  }

  #step(bid, step) {
    this.#emit("step", { ...told(bid), step });
  }

  #pause(bid) {
    if (bid.timer !== null) this.#world.cancel(bid.timer);
    bid.timer = null;
  }

  #keep() {
    if (!this.#user) return;
    try {
      const bids = [...this.#bids.values()].filter(({ event }) => event === "bid");
      const bodies = bids.map(({ body }) => body);
      this.#store?.setItem(STORE_KEY + this.#user, JSON.stringify(bodies));
    } catch {
      // A full or forbidden store only means that a reload forgets.
    }
  }

  #kept() {
    try {
      return this.#user ? JSON.parse(this.#store?.getItem(STORE_KEY + this.#user) ?? "[]") : [];
    } catch {
      return [];
    }
  }
}

const told = ({ id, event, body }) => ({ id, event, room: body.roomId, body });

const retryMs = ({ retryAfterMs }) => (retryAfterMs > 0 ? retryAfterMs : 0);
