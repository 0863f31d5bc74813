// One room: the lot, the price, where I stand, and the bid.

import { data, h } from "./lib.js";
import { pictureOf } from "./rest.js";
import { BidForm } from "./bidform.js";
import { Chart } from "./chart.js";
import { Answers, Chat, Feed } from "./feed.js";
import { enterRoom } from "./live.js";
import { Estimate, priceCaption } from "./lobby.js";
import { money, readingAid } from "./money.js";
import { Badge, Clock, Trouble, titleOf } from "./parts.js";
import { position } from "./roomstate.js";

export function Room({ state, t }) {
  const { room, me, line, items } = state;
  if (!room) return null;
  if (room.problem && !room.standing) {
    const home = h("a", { class: "button quiet", href: "#/" }, t("toLots"));
    return h("div", null, [
      h(Trouble, { text: t.reason(room.problem), onRetry: () => enterRoom(room.id), t }),
      h("p", { class: "center" }, home),
    ]);
  }
  const item = itemOf(room, items);
  return h("div", { class: `room is-${position(room, me)}` }, [
    h("div", { class: "column" }, [
      h(Lot, { item, room, t }),
      h("div", { class: "behind" }, [
        h(Chart, { points: room.chart, currency: room.terms?.currency ?? "KRW", t }),
        h(About, { item, terms: room.terms, t }),
      ]),
    ]),
    h("div", { class: "column" }, [
      h(Sale, { room, me, line, items, outgoing: state.outgoing, t }),
      h("div", { class: "record" }, [h(Feed, { room, t }), h(Chat, { room, me, t })]),
    ]),
  ]);
}

export function itemOf(room, items) {
  const id = room.item?.id ?? room.terms?.item;
  return items?.find((item) => item.id === id) ?? room.item;
}

function Lot({ item, room, t }) {
  const title = titleOf(item, t.lang);
  return h("section", { class: "lot" }, [
    h("div", { class: "frame" }, [
      item && h("img", { src: pictureOf(item.id), alt: title, width: 800, height: 600 }),
      h(Badge, { standing: room.standing, t }),
    ]),
    h("div", { class: "lotwords" }, [
      h("p", { class: "maker" }, data(item?.maker ?? "")),
      h("h1", null, data(title || " ")),
      item && h(Estimate, { item, currency: room.terms?.currency ?? "KRW", t }),
    ]),
  ]);
}

function Sale({ room, me, line, items, outgoing, t }) {
  const { standing, terms } = room;
  if (!standing || !terms)
    return h(
      "section",
      { class: "sale card ghost", "aria-busy": "true" },
      h("p", { class: "quietline" }, t("loading")),
    );
  const stale = (line.broken || line.state === "refused") && standing.phase !== "CLOSED";
  return h("section", { class: `sale card${stale ? " stale" : ""}`, "aria-label": t("bidTitle") }, [
    stale &&
      h("p", { class: "warnline", role: "status" }, t(line.state === "refused" ? "refusedLine" : "stale")),
    h("div", { class: "clockline" }, h(Clock, { standing, terms, aloud: true, t })),
    h(Price, { standing, terms, t }),
    h(Position, { room, me, t }),
    h(BidForm, { room, me, line, t }),
    standing.phase === "CLOSED" &&
      h("a", { class: "button quiet", href: `#/replay/${encodeURIComponent(room.id)}` }, t("toReplay")),
    h(Answers, { outgoing, room, t }),
    terms.next && h(NextLot, { next: terms.next, items, t }),
  ]);
}

function NextLot({ next, items, t }) {
  const item = items?.find(({ room }) => room?.room === next.room);
  return h("p", { class: "nextlot" }, [
    h("span", { class: "caption" }, t("nextLot")),
    h("a", { href: `#/rooms/${encodeURIComponent(next.room)}` }, data(titleOf(item, t.lang) || t("nextLotGo"))),
  ]);
}

export function Price({ standing, terms, t }) {
  const amount = standing.price ?? terms.start;
  const text = money(amount, terms.currency, t.lang);
  const size = text.length > 16 ? "huge" : text.length > 12 ? "long" : "";
  return h("div", { class: "pricebox" }, [
    h("p", { class: "caption" }, [
      h("span", null, priceCaption(standing, t)),
      h("span", { class: "figures" }, standing.bids > 0 ? t("bidCount", standing.bids) : t("noBids")),
    ]),
    // A new key is a new element, which is what starts the short flash of a price that moved.
    h("p", { class: `bigprice figures ${size}`, key: amount }, text),
    h("p", { class: "aid" }, [
      readingAid(amount, terms.currency, t.lang),
      standing.reserveMet !== undefined &&
        h(
          "span",
          { class: standing.reserveMet ? "tag good" : "tag" },
          t(standing.reserveMet ? "reserveMet" : "reserveNotMet"),
        ),
    ]),
  ]);
}

const SIGNS = { leading: "▲", outbid: "▼", won: "★", lost: "·", none: "·", watching: "·" };

function Position({ room, me, t }) {
  const where = position(room, me);
  const closed = room.standing.phase === "CLOSED" && (where === "none" || where === "watching");
  const { max, limit, known } = room.mine;
  const say = (amount) => money(amount, room.terms.currency, t.lang);
  return h("div", { class: `position ${where}` }, [
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[where]),
    h("span", null, [
      h("b", null, closed ? t("closedNone") : t(`pos${where}`)),
      max &&
        where === "leading" &&
        h("span", { class: "mymax figures" }, t("myMaximum", say(max))),
      limit !== undefined && h("span", { class: "mymax figures" }, t("myLimit", say(limit))),
      known === false && h("span", { class: "mymax", role: "status" }, t("mineNotKnown")),
    ]),
  ]);
}

/** A text of several lines, each of them data. */
const lines = (text) => text.split("\n").map((line) => h("span", { class: "textline" }, data(line)));

function About({ item, terms, t }) {
  if (!terms) return null;
  const { currency, softClose, mode, increments, start } = terms;
  const say = (amount) => money(amount, currency, t.lang);
  const rows = [
    [t("saleMode"), t(`mode${mode}`)],
    [t("startPrice"), say(start)],
    mode === "TIMED" && softClose?.windowMs > 0 && [
      t("softClose"),
      t("softCloseText", softClose.windowMs / 1000, softClose.byMs / 1000),
    ],
  ].filter(Boolean);
  return h("section", { class: "card about" }, [
    h("h2", null, t("about")),
    item?.description && h("p", { class: "description" }, lines(item.description)),
    h(
      "dl",
      null,
      rows.map(([name, value]) => [h("dt", null, name), h("dd", { class: "figures" }, value)]),
    ),
    h("details", null, [
      h("summary", null, t("increments")),
      h(
        "dl",
        { class: "table" },
        increments.tiers.map(([from, step]) => [
          h("dt", { class: "figures" }, t("fromAmount", say(from))),
          h("dd", { class: "figures" }, say(step)),
        ]),
      ),
    ]),
  ]);
}
