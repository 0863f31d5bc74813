// What I bid on this device, with the answers and their receipts.

import { h } from "./lib.js";
import { answerWords, bidWords } from "./feed.js";
import { forgetAnswers } from "./live.js";
import { money } from "./money.js";
import { Empty, titleOf } from "./parts.js";
import { clockTime, dayAndTime } from "./time.js";

export function Mine({ state, t }) {
  const { me, answers, items } = state;
  const own = answers.filter(({ who }) => me && who === me.id);
  const byRoom = Map.groupBy ? Map.groupBy(own, ({ room }) => room) : grouped(own);
  return h("section", { class: "mine" }, [
    h("h1", null, t("mine")),
    h("p", { class: "lead" }, t("mineLead")),
    own.length === 0
      ? h(Empty, { text: t("mineEmpty"), action: h("a", { class: "button quiet", href: "#/" }, t("toLots")) })
      : [
          h("div", { class: "row" }, [
            h("button", { class: "quiet", onClick: () => download(own) }, t("download")),
            h("button", { class: "plain", onClick: forgetAnswers }, t("forget")),
          ]),
          ...[...byRoom].map(([id, list]) => h(MyRoom, { key: id, id, list, items, t })),
        ],
  ]);
}

function grouped(list) {
  const groups = new Map();
  for (const one of list) groups.set(one.room, [...(groups.get(one.room) ?? []), one]);
  return groups;
}

function MyRoom({ id, list, items, t }) {
  const item = items?.find((one) => one.room?.room === id || one.id === list[0].item);
  const room = item?.room?.room === id ? item.room : null;
  const currency = room?.terms?.currency ?? "KRW";
  return h("section", { class: "card" }, [
    h("h2", null, [
      h("a", { href: `#/rooms/${encodeURIComponent(id)}` }, h("bdi", null, titleOf(item, t.lang) || id)),
      room?.standing && h(Where, { standing: room.standing, currency, t }),
    ]),
    h("table", null, [
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          [t("when"), t("what"), t("result"), t("receipt")].map((text) => h("th", { scope: "col" }, text)),
        ),
      ),
      h(
        "tbody",
        null,
        list.map((one) =>
          h("tr", { key: one.id, class: one.answer.status }, [
            h("td", { class: "figures", title: dayAndTime(one.atMs, t.lang) }, clockTime(one.atMs)),
            h("td", { class: "figures" }, bidWords(one.body, currency, t)),
            h("td", null, answerWords(one, currency, t)),
            h(
              "td",
              { class: "receipt", title: one.answer.receipt ?? "" },
              one.answer.receipt ? `${one.answer.receipt.slice(0, 12)}…` : "–",
            ),
          ]),
        ),
      ),
    ]),
  ]);
}

function Where({ standing, currency, t }) {
  const where = standingWord(standing);
  const price = money(standing.price, currency, t.lang);
  return h("span", { class: `tag ${where ?? ""}` }, where ? `${t(`pos${where}`)} · ${price}` : price);
}

/** Where I stand there, when the list says it. */
function standingWord({ phase, leading, outcome }) {
  if (leading === undefined) return null;
  if (phase !== "CLOSED") return leading ? "leading" : "outbid";
  return leading && outcome === "SOLD" ? "won" : "lost";
}

function download(own) {
  const lines = own.map(({ room, id, atMs, body, answer }) => ({ room, id, atMs, bid: body, answer }));
  const file = new Blob([JSON.stringify(lines, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "gavel-receipts.json";
  link.click();
  URL.revokeObjectURL(link.href);
}
