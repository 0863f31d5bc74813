// The list of lots.

import { data, h } from "./lib.js";
import { loadLists, toggleWatch } from "./live.js";
import { money } from "./money.js";
import { pictureOf } from "./rest.js";
import { Badge, Clock, Empty, Trouble, titleOf } from "./parts.js";
import { set } from "./store.js";

const FILTERS = ["all", "OPEN", "SCHEDULED", "CLOSED", "watched"];
const ORDER = { OPEN: 0, SCHEDULED: 1, CLOSED: 2, NONE: 3 };

const phaseOf = (lot) => lot.room?.standing?.phase ?? "NONE";
const endOf = ({ room }) => room?.standing?.endsAtMs ?? room?.terms?.opensAtMs ?? Infinity;

/** Items with their rooms: open first, those that end soonest before the others. */
export function lotsOf(items) {
  const lots = items.map((item, at) => ({ item, number: at + 1, room: item.room }));
  return lots.sort((a, b) => ORDER[phaseOf(a)] - ORDER[phaseOf(b)] || endOf(a) - endOf(b));
}

export function Lobby({ state, t }) {
  const { items, listProblem, route, watched } = state;
  if (!items && listProblem) {
    return h(Trouble, { text: t("listProblem"), reason: t.reason(listProblem), onRetry: loadLists, t });
  }
  if (!items)
    return h(
      "div",
      { class: "lots" },
      [1, 2, 3, 4].map((n) => h("div", { class: "lotcard ghost", key: n })),
    );
  const filter = route.filter ?? "all";
  const lots = lotsOf(items);
  const shown = lots.filter(passes(filter, watched));
  return h("section", { class: "lobby" }, [
    h("div", { class: "hero" }, [h("h1", null, t("lobbyTitle")), h("p", null, t("lobbyLead"))]),
    h(Filters, { lots, filter, watched, t }),
    listProblem && h("p", { class: "warnline", role: "alert" }, t.reason(listProblem)),
    shown.length > 0
      ? h(
          "div",
          { class: "lots" },
          shown.map((lot) =>
            h(LotCard, { key: lot.item.id, lot, watched: watched.includes(lot.item.id), t }),
          ),
        )
      : h(Empty, {
          text: t(filter === "watched" ? "emptyWatched" : items.length ? "emptyFilter" : "emptyAll"),
        }),
  ]);
}

const passes = (filter, watched) => (lot) =>
  filter === "all" || (filter === "watched" ? watched.includes(lot.item.id) : phaseOf(lot) === filter);

function Filters({ lots, filter, watched, t }) {
  const name = (one) => (one === "all" ? t("all") : one === "watched" ? t("watchedOnly") : t(`state${one}`));
  return h(
    "div",
    { class: "filters", role: "group" },
    FILTERS.map((one) =>
      h(
        "button",
        {
          key: one,
          class: "filter",
          "aria-pressed": String(one === filter),
          onClick: () => set({ route: { page: "lobby", filter: one } }),
        },
        [name(one), h("span", { class: "count" }, lots.filter(passes(one, watched)).length)],
      ),
    ),
  );
}

function LotCard({ lot, watched, t }) {
  const { item, room, number } = lot;
  const title = titleOf(item, t.lang);
  const picture = h("img", { src: pictureOf(item.id), alt: "", loading: "lazy", width: 400, height: 300 });
  return h("article", { class: `lotcard ${phaseOf(lot).toLowerCase()}` }, [
    h("div", { class: "frame" }, [
      picture,
      h(Badge, { standing: room?.standing, t }),
      h(
        "button",
        {
          class: "watch",
          "aria-pressed": String(watched),
          "aria-label": `${t(watched ? "unwatch" : "watch")}: ${title}`,
          onClick: () => toggleWatch(item.id),
        },
        watched ? "★" : "☆",
      ),
    ]),
    h("div", { class: "words" }, [
      h("p", { class: "number" }, t("lot", number)),
      h(
        "h2",
        null,
        room
          ? h("a", { href: `#/rooms/${encodeURIComponent(room.room)}` }, data(title))
          : data(title),
      ),
      h("p", { class: "maker" }, data(item.maker)),
      h(Estimate, { item, currency: room?.terms?.currency ?? "KRW", t }),
      h(CardPrice, { room, t }),
    ]),
  ]);
}

export function Estimate({ item, currency, t }) {
  if (!item.estimateLow) return null;
  const low = money(item.estimateLow, currency, t.lang);
  return h("p", { class: "estimate" }, [
    t("estimate"),
    " ",
    h("span", { class: "figures" }, `${low} – ${money(item.estimateHigh, currency, t.lang)}`),
  ]);
}

/** What the number is called: it changes with what is known. */
export function priceCaption({ phase, price, outcome }, t) {
  if (price === undefined) return t("startPrice");
  if (phase !== "CLOSED") return t("currentPrice");
  return t(outcome === "SOLD" ? "finalPrice" : "lastPrice");
}

function CardPrice({ room, t }) {
  if (!room?.standing) return null;
  const { standing, terms } = room;
  return h("div", { class: "cardprice" }, [
    h("div", null, [
      h("span", { class: "caption" }, priceCaption(standing, t)),
      h(
        "span",
        { class: "price", key: standing.price },
        money(standing.price ?? terms.start, terms.currency, t.lang),
      ),
    ]),
    h("div", { class: "right" }, h(Clock, { standing, terms, t })),
  ]);
}
