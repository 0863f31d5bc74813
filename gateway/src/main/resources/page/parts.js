// Pieces that every screen uses: bar, clock, notes, dialog, empty states.

import { Component, data, h } from "./lib.js";
import { announceTime, dropNote, logout, nowMs, opened } from "./live.js";
import { get, remember, set } from "./store.js";
import { plain } from "./texts.js";
import { dayAndTime, markBetween, timeLeft } from "./time.js";

export function Bar({ state, t }) {
  const { me, route, line } = state;
  const link = (page, href, text) =>
    h("a", { href, "aria-current": route.page === page ? "page" : undefined }, text);
  return h("header", { class: "bar" }, [
    h("a", { class: "brand", href: "#/" }, [h("span", { class: "mark", "aria-hidden": "true" }), t("brand")]),
    h("nav", { "aria-label": t("brand") }, [
      link("lobby", "#/", t("lots")),
      link("sales", "#/sales", t("sales")),
      me && link("mine", "#/mine", t("mine")),
      me?.staff && link("desk", "#/desk", t("desk")),
    ]),
    h(Line, { line, t }),
    h(
      "button",
      { class: "plain language", onClick: changeLanguage, lang: t.lang === "ko" ? "en" : "ko" },
      t("otherLanguage"),
    ),
    me &&
      h("span", { class: "me", title: me.name }, [
        data(me.name),
        me.staff && h("i", null, t("staff")),
      ]),
    me && h("button", { class: "plain logout", onClick: logout }, t("logout")),
    me === null &&
      h(
        "a",
        { class: "button small", href: `#/login?back=${encodeURIComponent(location.hash)}` },
        t("login"),
      ),
  ]);
}

function changeLanguage() {
  const lang = get().lang === "ko" ? "en" : "ko";
  set({ lang });
  remember({ lang });
}

function Line({ line, t }) {
  const key = `line${line.state === "catching-up" ? "catching" : line.state}`;
  return h("span", { class: `line ${line.state}`, "data-line": line.state }, [
    h("span", { class: "dot", "aria-hidden": "true" }),
    h("span", { class: "text" }, t(key)),
  ]);
}

/** Counts down on the server's clock. At the end it waits: only the server closes a room. */
export class Countdown extends Component {
  componentDidMount() {
    this.timer = setInterval(() => this.tick(), 200);
  }

  componentWillUnmount() {
    clearInterval(this.timer);
  }

  tick() {
    const leftMs = this.props.untilMs - nowMs();
    const mark = this.leftMs === undefined ? null : markBetween(this.leftMs, leftMs);
    if (mark && this.props.aloud) announceTime(mark);
    this.leftMs = leftMs;
    const shown = Math.max(0, Math.ceil(leftMs / 1000));
    if (shown !== this.state.shown) this.setState({ shown });
    if (leftMs <= 0 && !this.over) this.props.onOver?.();
    this.over = leftMs <= 0;
  }

  render({ untilMs, waiting, t }) {
    const leftMs = untilMs - nowMs();
    if (leftMs <= 0) return h("span", { class: "countdown waiting" }, waiting);
    const near = leftMs <= 10_000 ? "last" : leftMs <= 60_000 ? "near" : "";
    return h(
      "time",
      { class: `countdown ${near}`, role: "timer", "aria-live": "off" },
      timeLeft(leftMs, t.lang),
    );
  }
}

/** What the clock says in each phase of a room. */
export function Clock({ standing, terms, aloud, t }) {
  if (!standing) return null;
  if (standing.phase === "CLOSED") return h("span", { class: "outcome" }, t(`outcome${standing.outcome}`));
  if (standing.phase === "SCHEDULED") {
    return captioned(
      t("opensIn"),
      h(Countdown, { untilMs: terms.opensAtMs, waiting: t("waitingOpen"), onOver: opened, t }),
      dayAndTime(terms.opensAtMs, t.lang),
    );
  }
  if (standing.paused) return h("span", { class: "countdown waiting" }, t("pausedClock"));
  if (standing.endsAtMs === undefined) {
    const text = standing.warnings > 0 ? t("warning", standing.warnings) : t("auctioneerClock");
    return h("span", { class: standing.warnings > 0 ? "countdown near said" : "countdown said" }, text);
  }
  return captioned(
    t("endsIn"),
    h(Countdown, { untilMs: standing.endsAtMs, waiting: t("waitingEnd"), aloud, t }),
    dayAndTime(standing.endsAtMs, t.lang),
  );
}

const captioned = (caption, clock, at) =>
  h("span", { class: "clock", title: at }, [h("span", { class: "caption" }, caption), clock]);

export function Badge({ standing, t }) {
  const phase = !standing ? "NONE" : standing.paused && standing.phase === "OPEN" ? "PAUSED" : standing.phase;
  return h("span", { class: `badge ${phase.toLowerCase()}` }, t(`state${phase}`));
}

export function Notes({ notes, t }) {
  return h(
    "div",
    { class: "notes", role: "status" },
    notes.map(({ id, kind, text }) =>
      h("div", { class: `note ${kind}`, key: id }, [
        text,
        h("button", { class: "plain", "aria-label": t("close"), onClick: () => dropNote(id) }, "×"),
      ]),
    ),
  );
}

/** A question that takes the keyboard until it is answered; Escape means no. */
export class Question extends Component {
  componentDidMount() {
    this.dialog.showModal();
  }

  render({ title, text, yes, no, onYes, onNo }) {
    return h(
      "dialog",
      {
        class: "question",
        ref: (dialog) => (this.dialog = dialog),
        onClose: onNo,
        "aria-labelledby": "question",
      },
      [
        h("h2", { id: "question" }, title),
        h("p", null, text),
        h("div", { class: "row" }, [
          h("button", { class: "quiet", onClick: onNo }, no),
          h("button", { class: "primary", onClick: onYes }, yes),
        ]),
      ],
    );
  }
}

export const Empty = ({ text, action }) => h("div", { class: "empty" }, [h("p", null, text), action]);

export const Trouble = ({ text, reason, onRetry, t }) =>
  h("div", { class: "empty trouble", role: "alert" }, [
    h("p", null, text),
    reason && h("p", { class: "reason" }, reason),
    onRetry && h("button", { class: "quiet", onClick: onRetry }, t("retry")),
  ]);

/** The item's title in the reader's language, as data. */
export const titleOf = (item, lang) => plain((lang === "en" && item?.titleEn) || item?.title);
