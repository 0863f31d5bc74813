// A world for GavelClient without network, clock or chance: a test moves each of them itself.

export class World {
  nowMs = 1_000_000;
  sockets = [];
  chance = 0.5;
  faults = [];
  user = "u1";
  serverAheadMs = 5000;
  /** Nothing is answered any more, and nothing says so. */
  deaf = false;
  #timers = [];
  #ids = 0;

  options(more = {}) {
    return {
      url: "ws://test/ws",
      world: {
        socket: (url) => this.#socket(url),
        clockMs: () => this.nowMs,
        random: () => this.chance,
        later: (run, ms) => this.#later(run, ms),
        cancel: (timer) => (timer.cancelled = true),
        fault: (fault) => this.faults.push(fault),
        newId: () => `id-${++this.#ids}`,
      },
      ...more,
    };
  }

  get socket() {
    return this.sockets.at(-1);
  }

  #socket(url) {
    const socket = {
      url,
      readyState: 0,
      sent: [],
      send: (text) => this.#sent(socket, JSON.parse(text)),
      close: () => (socket.readyState = 3),
    };
    this.sockets.push(socket);
    return socket;
  }

  #sent(socket, frame) {
    socket.sent.push(frame);
    const answer = { serverTimeMs: this.nowMs + this.serverAheadMs };
    if (frame.event === "time" && !this.deaf) queueMicrotask(() => this.say("ack", answer, frame.id));
  }

  #later(run, ms) {
    const timer = { run, atMs: this.nowMs + ms, cancelled: false };
    this.#timers.push(timer);
    return timer;
  }

  /** Lets time pass, timers in their order. */
  async pass(ms) {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const due = this.#timers
        .filter((timer) => !timer.cancelled && timer.atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      due.cancelled = true;
      this.nowMs = Math.max(this.nowMs, due.atMs);
      due.run();
      await this.settle();
    }
    this.nowMs = untilMs;
  }

  /** Lets promises that are already decided run on. */
  async settle() {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  }

  /** The server takes the connection and greets. */
  async open({ user = this.user } = {}) {
    this.socket.readyState = 1;
    this.socket.onopen();
    await this.say("connected", { user });
  }

  async drop(code = 1006, reason = "") {
    const socket = this.socket;
    socket.readyState = 3;
    socket.onclose({ code, reason });
    await this.settle();
  }

  async say(event, data, id) {
    this.socket.onmessage({ data: JSON.stringify({ event, data, id }) });
    await this.settle();
  }

  /** What was sent last under this event name. */
  last(event) {
    return this.socket.sent.filter((frame) => frame.event === event).at(-1);
  }

  count(event) {
    return this.socket.sent.filter((frame) => frame.event === event).length;
  }

  /** Answers the newest frame of this event. */
  answer(event, data) {
    return this.say("ack", data, this.last(event).id);
  }
}

export const snapshot = (sequence, more = {}) => ({
  room: "r1",
  sequence,
  standing: { phase: "OPEN", price: 1000 * sequence },
  ...more,
});

export const update = (sequence) => ({
  room: "r1",
  sequence,
  atMs: sequence,
  event: { type: "bid" },
  standing: { phase: "OPEN", price: 1000 * sequence },
});

/** An update as it stands in a list of what was missed. */
export const line = (sequence) => ({ event: "bid", text: "x", update: update(sequence) });
