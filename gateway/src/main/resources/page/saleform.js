// Planning a sale: which lots, in which order, and how they follow one another.

import { Component, data, h } from "./lib.js";
import { note } from "./live.js";
import { parseMoney } from "./money.js";
import { choice, field } from "./openform.js";
import { titleOf } from "./parts.js";
import { api } from "./rest.js";

const TABLES = ["krw-live", "krw-online"];
const NUMBER = { inputMode: "numeric", required: true, pattern: "[0-9]{1,6}" };

export class SaleForm extends Component {
  constructor() {
    super();
    this.state = { mode: "AUCTIONEER", lots: [], busy: false };
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const read = (name) => String(form.get(name) ?? "").trim();
    const timed = this.state.mode !== "AUCTIONEER";
    const fields = {
      title: read("title"),
      titleEn: read("titleEn"),
      mode: timed ? "TIMED" : "AUCTIONEER",
      cascade: this.state.mode === "CASCADE",
      currency: "KRW",
      increments: read("increments"),
      seller: read("seller"),
      lotS: timed ? Number(read("lotS")) : 0,
      gapS: Number(read("gapS")),
      softS: timed ? Number(read("softS")) : 0,
      lots: this.state.lots.map((item) => lotOf(item, read)),
    };
    this.setState({ busy: true });
    try {
      const { id } = await api.planSale(fields);
      location.hash = `#/sales/${encodeURIComponent(id)}`;
    } catch (fault) {
      this.setState({ busy: false });
      note("warn", this.props.t.reason(fault.code));
    }
  }

  add(item) {
    if (item) this.setState(({ lots }) => ({ lots: [...lots, item] }));
  }

  move(at, by) {
    this.setState(({ lots }) => {
      const next = lots.toSpliced(at, 1);
      return { lots: by === 0 ? next : next.toSpliced(at + by, 0, lots[at]) };
    });
  }

  render({ items, t }, { mode, lots, busy }) {
    const timed = mode !== "AUCTIONEER";
    const modes = [
      ["AUCTIONEER", t("modeAUCTIONEER")],
      ["CASCADE", t("modeCascade")],
      ["TIMED", t("modeStaggered")],
    ];
    const free = (items ?? []).filter(({ id, room }) => !lots.includes(id) && room?.standing.phase !== "OPEN");
    return h("form", { class: "card openform saleform", onSubmit: (event) => this.submit(event) }, [
      h("h1", null, t("planSale")),
      field("title", t("saleTitle"), { required: true, maxLength: 200 }),
      field("titleEn", t("saleTitleEn"), { maxLength: 200 }),
      choice("mode", t("saleMode"), modes, {
        value: mode,
        onChange: (event) => this.setState({ mode: event.target.value }),
      }),
      choice("increments", t("increments"), TABLES.map((name) => [name, name])),
      field("seller", t("openSeller"), { required: true, pattern: "[A-Za-z0-9_.:\\-]{1,64}", defaultValue: "house" }),
      timed && field("lotS", t("saleLotS"), { ...NUMBER, defaultValue: "300" }),
      field("gapS", t(timed ? "saleEveryS" : "saleGapS"), { ...NUMBER, key: `gap ${timed}`, defaultValue: timed ? "60" : "5" }),
      timed && field("softS", t("openSoft"), { ...NUMBER, defaultValue: "30" }),
      h("label", { class: "field" }, [
        h("span", { class: "caption" }, t("saleAdd")),
        h("select", { name: "add", value: "", onChange: (event) => this.add(event.target.value) }, [
          h("option", { value: "" }, "–"),
          ...free.map((item) => h("option", { key: item.id, value: item.id }, titleOf(item, t.lang))),
        ]),
      ]),
      h("ol", { class: "saleorder" }, lots.map((id, at) => this.lot(id, at, t))),
      h("button", { class: "primary", disabled: busy || lots.length === 0 }, t("planSale")),
    ]);
  }

  lot(id, at, t) {
    const item = this.props.items?.find((one) => one.id === id);
    const title = titleOf(item, t.lang);
    const small = (text, label, by, disabled) =>
      h(
        "button",
        { type: "button", class: "plain", "aria-label": `${label}: ${title}`, disabled, onClick: () => this.move(at, by) },
        text,
      );
    return h("li", { key: id }, [
      h("span", { class: "number figures" }, at + 1),
      h("b", null, data(title)),
      field(`start ${id}`, t("startPrice"), { inputMode: "decimal", required: true, defaultValue: startOf(item) }),
      field(`reserve ${id}`, t("openReserve"), { inputMode: "decimal" }),
      h("span", { class: "row" }, [
        small("↑", t("saleUp"), -1, at === 0),
        small("↓", t("saleDown"), 1, at === this.state.lots.length - 1),
        small("×", t("saleRemove"), 0, false),
      ]),
    ]);
  }
}

/** Half of the low estimate is where houses like to begin. */
const startOf = (item) => (item?.estimateLow ? String(Math.max(10_000, Math.round(item.estimateLow / 20_000) * 10_000)) : "");

function lotOf(item, read) {
  const reserve = parseMoney(read(`reserve ${item}`), "KRW");
  const start = parseMoney(read(`start ${item}`), "KRW") ?? 0;
  return { item, start, ...(reserve ? { reserve } : {}) };
}
