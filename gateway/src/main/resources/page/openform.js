// Opening a room: its terms travel in the command, so they are all here.

import { Component, h } from "./lib.js";
import { note, nowMs, openRoom } from "./live.js";
import { parseMoney } from "./money.js";
import { titleOf } from "./parts.js";

const TABLES = ["krw-online", "krw-live", "usd"];
const MINUTE_MS = 60_000;

export class OpenForm extends Component {
  constructor() {
    super();
    this.state = { mode: "TIMED", table: TABLES[0], busy: false };
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.setState({ busy: true });
    try {
      const room = await openRoom(this.terms(form));
      this.props.onDone();
      if (room?.id) location.hash = `#/desk/${encodeURIComponent(room.id)}`;
    } catch (fault) {
      this.setState({ busy: false });
      note("warn", this.props.t.reason(fault.code));
    }
  }

  terms(form) {
    const { mode, table } = this.state;
    const currency = table === "usd" ? "USD" : "KRW";
    const text = (name) => String(form.get(name) ?? "").trim();
    const opensAtMs = Math.round(nowMs() + Number(text("delay")) * MINUTE_MS);
    const timed = mode === "TIMED";
    const terms = {
      item: text("item"),
      mode,
      currency,
      increments: table,
      start: parseMoney(text("start"), currency),
      opensAtMs,
      closesAtMs: timed ? opensAtMs + Number(text("minutes")) * MINUTE_MS : 0,
      softCloseSeconds: timed ? Number(text("soft")) : 0,
    };
    const reserve = parseMoney(text("reserve"), currency);
    return reserve ? { ...terms, reserve } : terms;
  }

  render({ items, t }, { mode, busy }) {
    const field = (name, caption, more) =>
      h("label", { class: "field" }, [
        h("span", { class: "caption" }, caption),
        h("input", { name, autocomplete: "off", maxLength: 24, ...more }),
      ]);
    const select = (name, caption, options, more = {}) =>
      h("label", { class: "field" }, [
        h("span", { class: "caption" }, caption),
        h(
          "select",
          { name, ...more },
          options.map(([value, text]) => h("option", { key: value, value }, text)),
        ),
      ]);
    const pick = (name) => ({
      value: this.state[name],
      onChange: (event) => this.setState({ [name]: event.target.value }),
    });
    const minutes = { inputMode: "numeric", required: true, pattern: "[0-9]{1,5}" };
    return h("form", { class: "card openform", onSubmit: (event) => this.submit(event) }, [
      h("h1", null, t("openRoom")),
      select(
        "item",
        t("openItem"),
        items.map((item) => [item.id, titleOf(item, t.lang)]),
      ),
      select(
        "mode",
        t("saleMode"),
        [
          ["TIMED", t("modeTIMED")],
          ["AUCTIONEER", t("modeAUCTIONEER")],
        ],
        pick("mode"),
      ),
      select(
        "table",
        t("increments"),
        TABLES.map((name) => [name, name]),
        pick("table"),
      ),
      field("start", t("startPrice"), { inputMode: "decimal", required: true }),
      field("reserve", t("openReserve"), { inputMode: "decimal" }),
      field("delay", t("openDelay"), { ...minutes, value: "0" }),
      mode === "TIMED" && field("minutes", t("openMinutes"), { ...minutes, value: "10" }),
      mode === "TIMED" && field("soft", t("openSoft"), { ...minutes, value: "30" }),
      h("button", { class: "primary", disabled: busy }, t("opopen")),
    ]);
  }
}
