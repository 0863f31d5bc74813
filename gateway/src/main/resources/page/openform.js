// Opening a room: its terms travel in the command, so they are all here.

import { Component, h } from "./lib.js";
import { note, nowMs, openRoom } from "./live.js";
import { parseMoney } from "./money.js";
import { titleOf } from "./parts.js";

const MINUTE_MS = 60_000;
const OUTAGE = { outageGapMs: 15_000, outageExtendMs: 60_000 };

/** The tables of the house: those that its rooms are sold by. There is no second copy here. */
export function tablesOf(items) {
  const tables = new Map();
  for (const { room } of items) {
    if (room) tables.set(room.terms.increments.name, room.terms);
  }
  return [...tables.values()].map(({ increments, currency }) => ({ increments, currency }));
}

/** The terms as the log takes them. */
export function termsOf(read, { increments, currency }, mode, atMs) {
  const timed = mode === "TIMED";
  const opensAtMs = Math.round(atMs + Number(read("delay")) * MINUTE_MS);
  const softMs = timed ? Number(read("soft")) * 1000 : 0;
  const reserve = parseMoney(read("reserve"), currency);
  return {
    v: 1,
    rules: 1,
    item: read("item"),
    seller: read("seller"),
    currency,
    mode,
    start: parseMoney(read("start"), currency) ?? 0,
    ...(reserve ? { reserve } : {}),
    increments,
    opensAtMs,
    closesAtMs: timed ? opensAtMs + Number(read("minutes")) * MINUTE_MS : 0,
    softClose: { extend: "RESET", windowMs: softMs, byMs: softMs },
    hardEndAtMs: 0,
    ...OUTAGE,
    blocked: [],
    limits: {},
  };
}

export class OpenForm extends Component {
  constructor() {
    super();
    this.state = { mode: "TIMED", table: 0, busy: false };
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const read = (name) => String(form.get(name) ?? "").trim();
    const { mode, table } = this.state;
    this.setState({ busy: true });
    try {
      const { room } = await openRoom(termsOf(read, tablesOf(this.props.items)[table], mode, nowMs()));
      this.props.onDone();
      location.hash = `#/desk/${encodeURIComponent(room)}`;
    } catch (fault) {
      this.setState({ busy: false });
      note("warn", this.props.t.reason(fault.code));
    }
  }

  render({ items, t }, { mode, table, busy }) {
    const pick = (name) => (event) => this.setState({ [name]: event.target.value });
    const number = { inputMode: "numeric", required: true, pattern: "[0-9]{1,5}" };
    const modes = ["TIMED", "AUCTIONEER"].map((one) => [one, t(`mode${one}`)]);
    const tables = tablesOf(items).map(({ increments, currency }, at) => [
      at,
      `${increments.name} · ${currency}`,
    ]);
    const timed = mode === "TIMED";
    return h("form", { class: "card openform", onSubmit: (event) => this.submit(event) }, [
      h("h1", null, t("openRoom")),
      choice(
        "item",
        t("openItem"),
        items.map((item) => [item.id, titleOf(item, t.lang)]),
      ),
      choice("mode", t("saleMode"), modes, { value: mode, onChange: pick("mode") }),
      choice("table", t("increments"), tables, { value: table, onChange: pick("table") }),
      field("seller", t("openSeller"), {
        required: true,
        pattern: "[A-Za-z0-9_.:\\-]{1,64}",
        defaultValue: "house",
      }),
      field("start", t("startPrice"), { inputMode: "decimal", required: true }),
      field("reserve", t("openReserve"), { inputMode: "decimal" }),
      field("delay", t("openDelay"), { ...number, defaultValue: "0" }),
      timed && field("minutes", t("openMinutes"), { ...number, defaultValue: "10" }),
      timed && field("soft", t("openSoft"), { ...number, defaultValue: "30" }),
      h("button", { class: "primary", disabled: busy || tables.length === 0 }, t("opopen")),
    ]);
  }
}

export const field = (name, caption, more) =>
  h("label", { class: "field" }, [
    h("span", { class: "caption" }, caption),
    h("input", { name, autocomplete: "off", maxLength: 64, ...more }),
  ]);

export const choice = (name, caption, options, more = {}) =>
  h("label", { class: "field" }, [
    h("span", { class: "caption" }, caption),
    h(
      "select",
      { name, ...more },
      options.map(([value, text]) => h("option", { key: value, value }, text)),
    ),
  ]);
