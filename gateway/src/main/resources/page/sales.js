// Sales of several lots: the list, one sale as it runs, and what became of it.

import { data, h } from "./lib.js";
import { note } from "./live.js";
import { priceCaption } from "./lobby.js";
import { Looking } from "./looking.js";
import { money } from "./money.js";
import { Badge, Clock, Empty, titleOf } from "./parts.js";
import { api, csvOf, pictureOf } from "./rest.js";
import { dayAndTime } from "./time.js";

export class Sales extends Looking {
  ask() {
    return api.sales();
  }

  shown(seen, { me, t }) {
    return h("section", { class: "sales" }, [
      h("div", { class: "titleline" }, [
        h("h1", null, t("sales")),
        me?.staff && h("a", { class: "button", href: "#/sales/new" }, t("planSale")),
      ]),
      seen.sales.length === 0
        ? h(Empty, { text: t("salesEmpty") })
        : h(
            "ol",
            { class: "salelist" },
            seen.sales.map((sale) => h(SaleRow, { key: sale.id, sale, t })),
          ),
    ]);
  }
}

function SaleRow({ sale, t }) {
  return h(
    "li",
    { class: "card" },
    h("a", { href: `#/sales/${encodeURIComponent(sale.id)}` }, [
      h("b", null, data(titleOf(sale, t.lang))),
      h("span", { class: "caption" }, [
        t("lotCount", sale.count),
        " · ",
        t(sale.cascade && sale.mode === "TIMED" ? "modeCascade" : `mode${sale.mode}`),
        sale.startedAtMs > 0 && ` · ${dayAndTime(sale.startedAtMs, t.lang)}`,
      ]),
      h(SaleState, { state: sale.state, t }),
    ]),
  );
}

const SaleState = ({ state, t }) => h("span", { class: `badge sale${state.toLowerCase()}` }, t(`sale${state}`));

export class SalePage extends Looking {
  ask() {
    return api.sale(this.props.id);
  }

  async give(act) {
    try {
      await act(this.props.id);
      await this.look();
    } catch (fault) {
      note("warn", this.props.t.reason(fault.code));
    }
  }

  shown(sale, { id, me, t }) {
    return h("section", { class: "salepage" }, [
      h("div", { class: "titleline" }, [
        h("div", null, [
          h("p", { class: "caption" }, [
            t("lotCount", sale.lots.length),
            " · ",
            t(sale.cascade && sale.mode === "TIMED" ? "modeCascade" : `mode${sale.mode}`),
          ]),
          h("h1", null, data(titleOf(sale, t.lang))),
        ]),
        h(SaleState, { state: sale.state, t }),
      ]),
      me?.staff && this.controls(sale, id, t),
      h(
        "ol",
        { class: "running" },
        sale.lots.map((lot) => h(RunningLot, { key: lot.number, lot, staff: me?.staff, t })),
      ),
    ]);
  }

  controls(sale, id, t) {
    const startable = sale.state === "PLANNED" || sale.state === "STOPPED";
    return h("div", { class: "row noprint" }, [
      startable &&
        h("button", { class: "primary", onClick: () => this.give(api.startSale) }, t("saleStart")),
      sale.state === "RUNNING" &&
        h("button", { class: "quiet", onClick: () => this.give(api.stopSale) }, t("saleStop")),
      h("a", { class: "button quiet", href: `#/sales/${encodeURIComponent(id)}/results` }, t("results")),
      h("a", { class: "button quiet", href: csvOf(id), download: `gavel-sale-${id}.csv` }, t("resultsCsv")),
    ]);
  }
}

function RunningLot({ lot, staff, t }) {
  const { item, room, number, start } = lot;
  const { standing, terms } = room ?? {};
  const title = titleOf(item, t.lang);
  const place = staff && standing?.phase !== "CLOSED" ? "desk" : "rooms";
  return h("li", { class: `card ${standing?.phase.toLowerCase() ?? "waiting"}` }, [
    h("span", { class: "number figures" }, number),
    item && h("img", { src: pictureOf(item.id), alt: "", width: 96, height: 72, loading: "lazy" }),
    h("div", { class: "words" }, [
      h("h2", null, [
        room
          ? h("a", { href: `#/${place}/${encodeURIComponent(room.room)}` }, data(title))
          : data(title),
      ]),
      h("p", { class: "maker" }, data(item?.maker ?? "")),
    ]),
    h("div", { class: "right" }, [
      h("span", { class: "caption" }, standing ? priceCaption(standing, t) : t("startPrice")),
      h("b", { class: "figures" }, money(standing?.price ?? start, terms?.currency ?? "KRW", t.lang)),
    ]),
    h("div", { class: "right when" }, [
      h(Badge, { standing, t }),
      standing && h(Clock, { standing, terms, t }),
    ]),
  ]);
}

export class Results extends Looking {
  ask() {
    return api.results(this.props.id);
  }

  shown(seen, { id, t }) {
    const sold = seen.results.filter(({ outcome }) => outcome === "SOLD");
    const sum = sold.reduce((all, { price }) => all + Number(price), 0);
    return h("section", { class: "results" }, [
      h("div", { class: "titleline" }, [
        h("div", null, [
          h("p", { class: "caption" }, t("results")),
          h("h1", null, data(titleOf(seen, t.lang))),
        ]),
        h("div", { class: "row noprint" }, [
          h("button", { class: "quiet", onClick: () => print() }, t("print")),
          h("a", { class: "button quiet", href: csvOf(id), download: `gavel-sale-${id}.csv` }, t("resultsCsv")),
        ]),
      ]),
      h("p", { class: "sum figures" }, t("resultsSum", sold.length, seen.results.length, money(sum, seen.currency, t.lang))),
      h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": t("results") }, h(ResultTable, { seen, t })),
    ]);
  }
}

function ResultTable({ seen, t }) {
  const heads = ["lotWord", "openItem", "result", "finalPrice", "buyer", "receipt"];
  return h("table", null, [
    h("thead", null, h("tr", null, heads.map((key) => h("th", { scope: "col", key }, t(key))))),
    h(
      "tbody",
      null,
      seen.results.map((row) =>
        h("tr", { key: row.lot }, [
          h("td", { class: "figures" }, row.lot),
          h("td", null, [h("b", null, data(row.title)), h("small", null, data(row.maker))]),
          h("td", null, row.outcome ? t(`outcome${row.outcome}`) : t(row.state === "NOT_OPENED" ? "stateNONE" : `state${row.state}`)),
          h("td", { class: "figures" }, row.price && row.outcome === "SOLD" ? money(Number(row.price), row.currency, t.lang) : "–"),
          h("td", null, [data(row.buyer || "–"), row.buyer_email && h("small", null, data(row.buyer_email))]),
          h("td", { class: "receipt" }, row.receipt.slice(0, 16)),
        ]),
      ),
    ),
  ]);
}
