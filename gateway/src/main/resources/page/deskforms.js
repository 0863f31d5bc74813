// The rostrum's controls, grouped as the work is: selling, correcting, people.

import { Component, h } from "./lib.js";
import { bidderName } from "./feed.js";
import { nowMs } from "./live.js";
import { editable, money, parseMoney } from "./money.js";
import { api } from "./rest.js";
import { plain } from "./texts.js";
import { clockTime } from "./time.js";

const REASON_MOST = 500;
const MINUTE_MS = 60_000;
const LOOK_AGAIN_MS = 700;

/** A form whose fields are kept here; `set` makes the handler of one field. */
class Form extends Component {
  constructor(props) {
    super(props);
    this.state = {};
    this.set = (name) => (event) => this.setState({ [name]: event.target.value });
  }

  text(name, caption, more = {}) {
    return h("label", { class: "field" }, [
      h("span", { class: "caption" }, caption),
      h("input", {
        value: this.state[name] ?? more.otherwise ?? "",
        onInput: this.set(name),
        autocomplete: "off",
        maxLength: 80,
        ...more,
      }),
    ]);
  }
}

const button = (text, key, onClick, more = {}) =>
  h("button", { type: "button", "data-key": key, onClick, ...more }, [
    text,
    key && h("kbd", null, key.toUpperCase()),
  ]);

export class Sale extends Form {
  render({ room, give, t }) {
    const { standing, terms } = room;
    const open = standing.phase === "OPEN";
    const led = terms.mode === "AUCTIONEER" && open && !standing.paused;
    const say = (amount) => money(amount, terms.currency, t.lang);
    const hammer = standing.price === undefined ? t("deskHammerNone") : t("deskHammer", say(standing.price));
    return h("fieldset", { class: "card controls" }, [
      h("legend", null, t("deskSale")),
      h("div", { class: "row strokes" }, [
        standing.paused
          ? button(t("opresume"), "p", () => give({ op: "resume" }), { disabled: !open })
          : button(
              t("oppause"),
              "p",
              () => give({ op: "pause", reason: this.state.reason || t("deskPauseReason") }),
              { disabled: !open },
            ),
        button(t("deskWarn", 1), "1", () => give({ op: "warn", count: 1 }), { disabled: !led }),
        button(t("deskWarn", 2), "2", () => give({ op: "warn", count: 2 }), { disabled: !led }),
        button(t("ophammer"), "h", () => give({ op: "hammer" }, hammer), {
          disabled: !led,
          class: "primary",
        }),
        button(t("oppass"), "x", () => give({ op: "pass" }, t("deskPass")), { disabled: !led }),
      ]),
      this.text("reason", t("deskPauseWhy"), { maxLength: REASON_MOST, placeholder: t("deskPauseReason") }),
      terms.mode === "AUCTIONEER" && this.ask(led),
      terms.mode === "AUCTIONEER" && this.floor(led),
    ]);
  }

  ask(led) {
    const { room, give, t } = this.props;
    const amount = this.amount("ask");
    const send = (event) => {
      event.preventDefault();
      give({ op: "ask", amount });
      this.setState({ ask: "" });
    };
    return h("form", { class: "row", onSubmit: send }, [
      this.text("ask", t("deskAsk"), {
        inputMode: "decimal",
        "data-key": "a",
        placeholder: room.standing.minimum ? editable(room.standing.minimum, room.terms.currency) : "",
      }),
      h("button", { disabled: !led || !amount }, t("opask")),
    ]);
  }

  floor(led) {
    const { room, give, t } = this.props;
    const paddle = Number(this.state.paddle);
    const amount = this.state.floor ? this.amount("floor") : room.standing.minimum;
    const send = (event) => {
      event.preventDefault();
      give({ op: "floor", paddle, amount });
      this.setState({ floor: "" });
    };
    return h("form", { class: "row", onSubmit: send }, [
      this.text("paddle", t("deskPaddle"), { inputMode: "numeric", "data-key": "f", maxLength: 6 }),
      this.text("floor", t("amount"), {
        inputMode: "decimal",
        placeholder: room.standing.minimum ? editable(room.standing.minimum, room.terms.currency) : "",
      }),
      h("button", { disabled: !led || !(paddle > 0) || !amount }, t("opfloor")),
    ]);
  }

  amount(name) {
    return parseMoney(this.state[name] ?? "", this.props.room.terms.currency);
  }
}

export class Correct extends Form {
  render({ room, t }) {
    const closed = room.standing.phase === "CLOSED";
    const bids = room.feed.filter(({ type }) => type === "bid");
    const chosen = bids.find(({ bid }) => String(bid) === this.state.bid);
    const reason = (this.state.reason ?? "").trim();
    return h("fieldset", { class: "card controls", "data-needs": "" }, [
      h("legend", null, t("deskCorrect")),
      this.text("reason", t("deskReason"), { maxLength: REASON_MOST, required: true }),
      h("div", { class: "row" }, [
        this.choice(bids),
        button(t("opvoid"), "v", () => this.give("void", t("deskVoid", this.state.bid)), {
          disabled: !reason || !chosen || chosen.struck || closed,
        }),
        button(t("opreinstate"), "u", () => this.give("reinstate"), {
          disabled: !reason || !chosen?.struck || closed,
        }),
      ]),
      h("div", { class: "row" }, [
        room.terms.mode === "TIMED" &&
          this.text("minutes", t("deskMinutes"), { inputMode: "numeric", maxLength: 4, otherwise: "5" }),
        room.terms.mode === "TIMED" &&
          button(t("oppostpone"), "l", () => this.postpone(reason), { disabled: closed || !reason }),
        button(t("opreopen"), "r", () => this.reopen(reason), { disabled: !closed || !reason }),
        button(t("opwithdraw"), "w", () => this.props.give({ op: "withdraw", reason }, t("deskWithdraw")), {
          disabled: closed || !reason,
          class: "danger",
        }),
      ]),
    ]);
  }

  choice(bids) {
    const { room, t } = this.props;
    return h("label", { class: "field" }, [
      h("span", { class: "caption" }, t("deskBid")),
      h("select", { value: this.state.bid ?? "", onChange: this.set("bid") }, [
        h("option", { value: "" }, "–"),
        ...bids.map((line) =>
          h(
            "option",
            { key: line.bid, value: String(line.bid) },
            `${line.bid} · ${money(line.price, room.terms.currency, t.lang)} · ${bidderName(line, t)}`,
          ),
        ),
      ]),
    ]);
  }

  give(op, question) {
    this.props.give({ op, bid: Number(this.state.bid), reason: this.state.reason.trim() }, question);
  }

  minutesMs() {
    return Math.round(Number(this.state.minutes ?? 5) * MINUTE_MS) || 0;
  }

  /** By so many minutes from the end as it stands. */
  postpone(reason) {
    const closesAtMs = this.props.room.standing.endsAtMs + this.minutesMs();
    const question = this.props.t("deskPostpone", clockTime(closesAtMs));
    this.props.give({ op: "postpone", closesAtMs, reason }, question);
  }

  reopen(reason) {
    const timed = this.props.room.terms.mode === "TIMED";
    const endsAtMs = timed ? Math.round(nowMs() + this.minutesMs()) : 0;
    this.props.give({ op: "reopen", endsAtMs, reason }, this.props.t("deskReopen"));
  }
}

export class People extends Form {
  componentDidMount() {
    this.look();
  }

  componentDidUpdate(before) {
    if (before.room.standing.bids !== this.props.room.standing.bids) this.look();
  }

  /** Who asked to bid, and who has bid: names are for staff alone, and not in the log. */
  async look() {
    try {
      const { registrations } = await api.registrations(this.props.room.id);
      this.setState({ registrations });
    } catch {
      // The list of before is still of use; an id can be typed too.
    }
  }

  give(wish) {
    this.props.give(wish);
    // The word comes back through the log; what it changed is looked at after it had the time.
    setTimeout(() => this.look(), LOOK_AGAIN_MS);
  }

  render({ room, t }, { registrations = [] }) {
    const bidder = (this.state.bidder ?? "").trim();
    const amount = parseMoney(this.state.limit ?? "", room.terms.currency);
    const reason = (this.state.reason ?? "").trim();
    const off = { disabled: !bidder || room.standing.phase === "CLOSED" };
    return h("fieldset", { class: "card controls", "data-needs": "" }, [
      h("legend", null, t("deskPeople")),
      h("div", { class: "row" }, [
        h("label", { class: "field" }, [
          h("span", { class: "caption" }, t("deskBidder")),
          h("select", { value: bidder, onChange: this.set("bidder") }, [
            h("option", { value: "" }, "–"),
            ...registrations.map((one) => h("option", { key: one.user, value: one.user }, personWords(one, t))),
          ]),
        ]),
        button(t("opapprove"), "y", () => this.give({ op: "approve", bidder }), off),
        button(t("opunblock"), "k", () => this.give({ op: "unblock", bidder }), off),
      ]),
      h("div", { class: "row" }, [
        this.text("reason", t("deskReason"), { maxLength: REASON_MOST }),
        button(t("opblock"), "b", () => this.give({ op: "block", bidder, reason }), {
          disabled: off.disabled || !reason,
          class: "danger",
        }),
      ]),
      h("div", { class: "row" }, [
        this.text("limit", t("deskLimit"), { inputMode: "decimal" }),
        button(t("oplimit"), "g", () => this.give({ op: "limit", bidder, amount }), {
          disabled: off.disabled || !amount,
        }),
      ]),
    ]);
  }
}

function personWords({ user, name, email, paddle, state }, t) {
  const who = name ? `${plain(name)} (${plain(email)})` : user;
  return [paddle && t("paddle", paddle), who, t(`registration${state}`)].filter(Boolean).join(" · ");
}
