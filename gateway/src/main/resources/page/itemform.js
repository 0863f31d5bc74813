// Entering a lot in the catalogue, or changing one.

import { Component, h } from "./lib.js";
import { loadLists, note } from "./live.js";
import { editable, parseMoney } from "./money.js";
import { field } from "./openform.js";
import { titleOf } from "./parts.js";
import { ApiError, api } from "./rest.js";

const PICTURE_MOST_BYTES = 200_000;

export class ItemForm extends Component {
  constructor() {
    super();
    this.state = { id: "", busy: false };
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const read = (name) => String(form.get(name) ?? "").trim();
    const { items, onDone, t } = this.props;
    const item = items.find(({ id }) => id === this.state.id);
    this.setState({ busy: true });
    try {
      const fields = await fieldsOf(read, form.get("picture"));
      if (item) await api.changeItem(item.id, { ...fields, version: item.version ?? 0 });
      else await api.addItem(fields);
      await loadLists();
      note("good", t("itemSaved"));
      onDone();
    } catch (fault) {
      this.setState({ busy: false });
      note("warn", t.reason(fault.code ?? "FORM_INVALID"));
    }
  }

  render({ items, t }, { id, busy }) {
    const item = items.find((one) => one.id === id);
    const amount = (value) => (value ? editable(value, "KRW") : "");
    return h("form", { class: "card openform", onSubmit: (event) => this.submit(event) }, [
      h("h1", null, t("editItem")),
      h("label", { class: "field" }, [
        h("span", { class: "caption" }, t("openItem")),
        h("select", { value: id, onChange: (event) => this.setState({ id: event.target.value }) }, [
          h("option", { value: "" }, t("newItem")),
          ...items.map((one) => h("option", { key: one.id, value: one.id }, titleOf(one, t.lang))),
        ]),
      ]),
      // A key of the item's own: choosing another one fills the fields anew.
      h("div", { class: "fields", key: id }, [
        field("title", t("itemTitle"), { required: true, maxLength: 200, defaultValue: item?.title }),
        field("titleEn", t("itemTitleEn"), { maxLength: 200, defaultValue: item?.titleEn }),
        field("maker", t("itemMaker"), { maxLength: 200, defaultValue: item?.maker }),
        field("estimateLow", t("itemLow"), { inputMode: "decimal", defaultValue: amount(item?.estimateLow) }),
        field("estimateHigh", t("itemHigh"), { inputMode: "decimal", defaultValue: amount(item?.estimateHigh) }),
        h("label", { class: "field wide" }, [
          h("span", { class: "caption" }, t("itemText")),
          h("textarea", { name: "description", rows: 4, maxLength: 5000, defaultValue: item?.description }),
        ]),
        h("label", { class: "field wide" }, [
          h("span", { class: "caption" }, t("itemPicture")),
          h("input", { name: "picture", type: "file", accept: "image/svg+xml,.svg" }),
        ]),
      ]),
      h("button", { class: "primary", disabled: busy }, t("save")),
    ]);
  }
}

async function fieldsOf(read, picture) {
  const fields = {
    title: read("title"),
    titleEn: read("titleEn"),
    maker: read("maker"),
    description: read("description"),
  };
  for (const name of ["estimateLow", "estimateHigh"]) {
    const amount = parseMoney(read(name), "KRW");
    if (amount) fields[name] = amount;
  }
  if (picture?.size > 0) {
    if (picture.size > PICTURE_MOST_BYTES) throw new ApiError(0, "TOO_LARGE");
    const svg = await picture.text();
    fields.picture = svg.slice(Math.max(0, svg.indexOf("<svg")));
  }
  return fields;
}
