// What I bid: the log's word on every bid of mine, with receipts; what this page still waits for.

import { data, h } from "./lib.js";
import { answerWords, bidWords } from "./feed.js";
import { Looking } from "./looking.js";
import { money } from "./money.js";
import { Empty, titleOf } from "./parts.js";
import { api, pictureOf } from "./rest.js";
import { clockTime, dayAndTime } from "./time.js";

/** Pages that one press looks through for bids of mine: those of others lie between. */
const PAGES_MOST = 5;

export class Mine extends Looking {
  ask() {
    return api.myBids();
  }

  /** Reads older answers of one room, until there are some. */
  async more(room) {
    let { bids = [], next } = this.state.older?.[room] ?? {};
    const known = bids.length;
    for (let page = 0; page < PAGES_MOST && next !== 0 && bids.length === known; page++) {
      const read = await api.myBidsIn(room, next).catch(() => null);
      if (read === null) break;
      bids = [...bids, ...read.bids];
      next = read.next ?? 0;
    }
    this.setState(({ older = {} }) => ({ older: { ...older, [room]: { bids, next } } }));
  }

  shown(seen, { state, t }) {
    const { me, answers } = state;
    const unknown = answers.filter((one) => one.who === me?.id && one.answer.status === "unknown");
    const rooms = seen.rooms.map((room) => {
      const { bids = [], next } = this.state.older?.[room.room] ?? {};
      return { room, bids: newestFirst([...room.recent, ...bids]), isWhole: next === 0 };
    });
    return h("section", { class: "mine" }, [
      h("div", { class: "titleline" }, [
        h("div", null, [h("h1", null, t("mine")), h("p", { class: "lead" }, t("mineLead"))]),
        rooms.length > 0 &&
          h(
            "button",
            { class: "quiet noprint", onClick: () => download(rooms.flatMap(({ bids }) => bids)) },
            t("download"),
          ),
      ]),
      unknown.length > 0 && h("p", { class: "warnline", role: "status" }, t("mineUnknown", unknown.length)),
      rooms.length === 0
        ? h(Empty, { text: t("mineEmpty"), action: h("a", { class: "button quiet", href: "#/" }, t("toLots")) })
        : rooms.map((one) =>
            h(MyRoom, { key: one.room.room, ...one, onMore: () => this.more(one.room.room), t }),
          ),
    ]);
  }
}

/** Each answer once, by its place in the log. */
function newestFirst(bids) {
  const byPlace = new Map(bids.map((bid) => [bid.place, bid]));
  return [...byPlace.values()].sort((a, b) => offsetOf(b) - offsetOf(a));
}

const offsetOf = ({ place }) => Number(place.split(":")[1]);

function MyRoom({ room, bids, isWhole, onMore, t }) {
  const { currency } = room.terms;
  const title = titleOf(room.item, t.lang) || room.room;
  const where = standingWord(room.standing);
  return h("section", { class: `card myroom ${where}` }, [
    h("div", { class: "myhead" }, [
      room.item && h("img", { src: pictureOf(room.item.id), alt: "", width: 96, height: 72, loading: "lazy" }),
      h("div", { class: "words" }, [
        h("h2", null, h("a", { href: `#/rooms/${encodeURIComponent(room.room)}` }, data(title))),
        h("p", { class: `tag ${where}` }, t(`pos${where}`)),
        h("p", { class: "figures" }, offerWords(room.mine, currency, t)),
      ]),
      h("b", { class: "figures" }, money(room.standing.price, currency, t.lang)),
    ]),
    h("details", { open: bids.length <= 5 }, [
      h("summary", null, t("mineBids", bids.length)),
      h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": title }, h(MyBids, { bids, currency, t })),
      !isWhole && h("button", { class: "quiet noprint", onClick: onMore }, t("mineOlder")),
    ]),
  ]);
}

/** The most that I offered there, and my maximum while it stands. */
function offerWords({ highest, offer }, currency, t) {
  const say = (amount) => money(amount, currency, t.lang);
  if (offer?.maximum) return t("mineMaximum", say(offer.amount));
  return highest === undefined ? null : t("mineHighest", say(highest));
}

function MyBids({ bids, currency, t }) {
  const heads = ["when", "what", "result", "receipt"];
  return h("table", null, [
    h("thead", null, h("tr", null, heads.map((key) => h("th", { scope: "col", key }, t(key))))),
    h(
      "tbody",
      null,
      bids.map((bid) =>
        h("tr", { key: bid.place, class: bid.status }, [
          h("td", { class: "figures", title: dayAndTime(bid.atMs, t.lang) }, clockTime(bid.atMs)),
          h("td", { class: "figures" }, bidWords(bodyOf(bid), currency, t)),
          h("td", null, answerWords({ answer: bid }, currency, t)),
          h("td", { class: "receipt", title: bid.receipt }, `${bid.receipt.slice(0, 12)}…`),
        ]),
      ),
    ),
  ]);
}

const bodyOf = ({ op, amount }) => (op === "max" ? { max: amount } : { price: amount });

/** Where I stand there. */
function standingWord({ phase, leading, outcome }) {
  if (phase !== "CLOSED") return leading ? "leading" : "outbid";
  return leading && outcome === "SOLD" ? "won" : "lost";
}

function download(bids) {
  const file = new Blob([JSON.stringify(bids, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "gavel-receipts.json";
  link.click();
  URL.revokeObjectURL(link.href);
}
