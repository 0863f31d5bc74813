// What happened in the room, what became of one's own bids, and what people say.

import { Component, data, h } from "./lib.js";
import { bid, note, talk } from "./live.js";
import { money } from "./money.js";
import { api } from "./rest.js";
import { clockTime } from "./time.js";

const MESSAGE_MOST = 300;

export function Feed({ room, t }) {
  const currency = room.terms?.currency ?? "KRW";
  return h("section", { class: "card feed", "aria-label": t("feed") }, [
    h("h2", null, t("feed")),
    room.lost && h("p", { class: "hint" }, t("feedLost")),
    room.feed.length === 0
      ? h("p", { class: "quietline" }, t(room.standing?.phase === "CLOSED" ? "feedNone" : "feedEmpty"))
      : h(
          "ol",
          null,
          room.feed.map((line) => h(FeedLine, { key: line.sequence, line, currency, t })),
        ),
  ]);
}

/** Drawn once: a line changes only when its bid is voided, or with the language. */
class FeedLine extends Component {
  shouldComponentUpdate({ line, t }) {
    return line !== this.props.line || t.lang !== this.props.t.lang;
  }

  render({ line, currency, t }) {
    const body = line.type === "bid" ? bidLine(line, currency, t) : eventLine(line, currency, t);
    const own = line.type === "bid" && line.own;
    const kind = `${line.type}${own ? " own" : ""}${line.struck ? " struck" : ""}`;
    return h("li", { class: kind, title: line.receipt && `${t("receipt")} ${line.receipt}` }, [
      h("time", { class: "at figures" }, clockTime(line.atMs)),
      body,
    ]);
  }
}

function bidLine(line, currency, t) {
  const marks = [
    line.kind === "MAXIMUM" && h("span", null, t("byMaximum")),
    line.outbidAtOnce && h("span", null, t("beaten")),
    line.struck && h("span", null, t("voidedMark")),
    line.extendedToMs && h("span", { class: "extended" }, t("extended", clockTime(line.extendedToMs))),
  ].filter(Boolean);
  return h("span", { class: "what" }, [
    h("span", { class: "who" }, h(Name, { name: bidderName(line, t) })),
    h("b", { class: "figures" }, money(line.price, currency, t.lang)),
    marks.length > 0 && h("span", { class: "marks" }, marks),
  ]);
}

/** A label such as 이름(이메일): what stands in the last brackets is set smaller. */
function Name({ name }) {
  const [, first, inBrackets] = /^(.+)\(([^()]*)\)$/s.exec(name) ?? [null, name, ""];
  return h("span", { title: name }, [
    data(first),
    inBrackets && h("small", null, data(inBrackets)),
  ]);
}

export const bidderName = ({ bidder, own }, t) => (own ? t("self") : t.label(bidder));

function eventLine(line, currency, t) {
  return h("span", { class: "what told" }, toldOf(line, currency, t));
}

function toldOf(line, currency, t) {
  switch (line.type) {
    case "outage":
      return t("evoutage", clockTime(line.endsAtMs));
    case "postponed":
      return postponed(line, t);
    case "paused":
      return t("evpaused", line.reason);
    case "reopened":
      return t("evreopened", line.reason);
    case "warning":
      return t("warning", line.count);
    case "ask":
      return t("evask", money(line.amount, currency, t.lang));
    case "voided":
    case "reinstated":
      return t(`ev${line.type}`, line.bid, line.reason);
    case "closed":
      return t("evclosed", t(`outcome${line.outcome}`));
    case "approved":
      return t("evapproved", line.paddle);
    default:
      return t.has(`ev${line.type}`) ? t(`ev${line.type}`) : line.type;
  }
}

/** A close that moved by itself names the lot before as its reason, by its room: nobody's words. */
export function postponed({ endsAtMs, reason }, t) {
  const at = clockTime(endsAtMs);
  return reason.startsWith("cascade:") ? t("evcascade", at) : t("evpostponed", at, reason);
}

/** The answers to one's own bids in this room, the newest first. */
export function Answers({ outgoing, room, t }) {
  if (outgoing.length === 0) return null;
  const currency = room.terms?.currency ?? "KRW";
  return h(
    "ol",
    { class: "answers", "aria-label": t("answers") },
    outgoing.map((one) =>
      h("li", { key: one.id, class: one.answer ? one.answer.status : "waiting" }, [
        h("p", null, [
          h("span", null, [
            h("b", { class: "figures" }, bidWords(one.body, currency, t)),
            " ",
            answerWords(one, currency, t),
          ]),
          h("time", { class: "at figures" }, clockTime(one.atMs)),
        ]),
        one.answer?.code === "NOT_APPROVED" && h(AskToBid, { id: room.id, t }),
        one.answer?.code === "OVERLOADED" && h(BidAgain, { one, room, t }),
        one.answer?.receipt &&
          h(
            "p",
            { class: "receipt", title: `${t("receiptHelp")}: ${one.answer.receipt}` },
            `${t("receipt")} ${one.answer.receipt.slice(0, 12)}…`,
          ),
      ]),
    ),
  );
}

/** Who needs approval can ask for it right where the refusal stands. */
class AskToBid extends Component {
  async ask() {
    this.setState({ busy: true });
    try {
      await api.askToBid(this.props.id);
      this.setState({ asked: true });
    } catch (fault) {
      this.setState({ busy: false });
      note("warn", this.props.t.reason(fault.code));
    }
  }

  render({ t }, { busy, asked }) {
    if (asked) return h("p", { class: "hint", role: "status" }, t("askedToBid"));
    return h("button", { class: "quiet small", disabled: busy, onClick: () => this.ask() }, t("askToBid"));
  }
}

/** A bid that a busy house did not take can be made again once it asks for it, while it is enough. */
class BidAgain extends Component {
  componentDidMount() {
    const waitMs = this.props.one.answer.retryAfterMs ?? 0;
    this.timer = setTimeout(() => this.setState({ ready: true }), waitMs);
  }

  componentWillUnmount() {
    clearTimeout(this.timer);
  }

  again({ max, price }) {
    this.setState({ done: true });
    bid(this.props.room.id, max ?? price, max !== undefined);
  }

  render({ one, room, t }, { ready, done }) {
    const { body } = one;
    const enough = (body.max ?? body.price) >= room.standing?.minimum;
    if (done || !enough || room.standing?.phase === "CLOSED") return null;
    const press = { class: "quiet small", disabled: !ready, onClick: () => this.again(body) };
    return h("button", press, t(ready ? "bidAgain" : "bidAgainSoon"));
  }
}

export function bidWords(body, currency, t) {
  const amount = money(body.max ?? body.price, currency, t.lang);
  return body.max === undefined ? amount : t("upTo", amount);
}

export function answerWords({ answer, step }, currency, t) {
  if (!answer) return t(`step${step}`);
  const said = t.has(`said${answer.status}`) ? t(`said${answer.status}`) : answer.status;
  if (answer.status !== "refused") return said;
  const minimum = answer.minimum ? ` ${t("minimum", money(answer.minimum, currency, t.lang))}` : "";
  return `${said}: ${t.reason(answer.code)}${minimum}`;
}

/** Talk in the room; what the auctioneer says is set apart. */
export class Chat extends Component {
  componentDidUpdate(before) {
    if (before.room.chat.length !== this.props.room.chat.length) this.list.scrollTop = this.list.scrollHeight;
  }

  async send(event) {
    event.preventDefault();
    const text = this.state.text?.trim();
    if (!text) return;
    try {
      await talk(this.props.room.id, text);
      this.setState({ text: "" });
    } catch (fault) {
      note("warn", this.props.t.reason(fault.code));
    }
  }

  render({ room, me, t }, { text = "" }) {
    return h("section", { class: "card chat", "aria-label": t("chat") }, [
      h("h2", null, [t("chat"), h("span", { class: "count" }, t("people", room.people.count))]),
      h(
        "ol",
        { ref: (list) => (this.list = list), tabIndex: 0 },
        room.chat.length === 0
          ? h("li", { class: "quietline" }, t("chatEmpty"))
          : room.chat.map((said, at) => h(Message, { key: at, said, t })),
      ),
      me
        ? h("form", { onSubmit: (event) => this.send(event) }, [
            h("input", {
              "data-key": "m",
              value: text,
              maxLength: MESSAGE_MOST,
              placeholder: t("chatPlaceholder"),
              "aria-label": t("chatPlaceholder"),
              onInput: (event) => this.setState({ text: event.target.value }),
            }),
            h("button", { class: "quiet", disabled: !text.trim() }, t("chatSend")),
          ])
        : h("p", { class: "hint" }, t("chatLogin")),
    ]);
  }
}

function Message({ said, t }) {
  if (said.kind) return h("li", { class: "coming" }, t(`${said.kind}Room`, t.label(said.who)));
  const { own, notice, who, text } = said;
  return h("li", { class: notice ? "notice" : own ? "own" : "" }, [
    h("b", null, notice ? t("notice") : data(own ? t("self") : t.label(who))),
    h("span", null, data(text)),
  ]);
}
