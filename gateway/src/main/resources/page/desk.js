// The auctioneer's rostrum: every press is a command in the log, and shows what became of it.

import { Component, data, h } from "./lib.js";
import { Chat, Feed } from "./feed.js";
import { command } from "./live.js";
import { Price, itemOf } from "./room.js";
import { ItemForm } from "./itemform.js";
import { OpenForm } from "./openform.js";
import { Correct, People, Sale } from "./deskforms.js";
import { Badge, Clock, Empty, Question, titleOf } from "./parts.js";
import { clockTime } from "./time.js";

/** A control with its key beside its name. */
const key = (letter, tag, more, text) =>
  h(tag, { ...more, "data-key": letter }, [text, h("kbd", null, letter.toUpperCase())]);

export class Desk extends Component {
  constructor() {
    super();
    this.state = { question: null, form: null };
    this.pressed = (event) => this.shortcut(event);
    /** Sends at once, or after a yes when the command cannot be taken back. */
    this.give = (wish, question) => {
      if (question) this.setState({ question: { wish, text: question } });
      else command(this.props.state.room.id, wish);
    };
  }

  componentDidMount() {
    addEventListener("keydown", this.pressed);
  }

  componentWillUnmount() {
    removeEventListener("keydown", this.pressed);
  }

  shortcut(event) {
    const typing = event.target.closest?.("input, textarea, select, dialog");
    if (typing && event.key === "Escape") event.target.blur(); // out of a field, back to the keys
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const control = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    const wanted = control?.disabled ? missing(control) : control;
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    if (wanted === control && control.tagName !== "INPUT") control.click();
  }

  /** The form of that name in the place of the room; pressed again, it goes. */
  toggle(form) {
    this.setState({ form: this.state.form === form ? null : form });
  }

  render({ state, t }, { question, form }) {
    const { items, room } = state;
    return h("div", { class: "desk" }, [
      h("aside", { class: "card lotlist" }, [
        h("h2", null, t("deskLots")),
        h("div", { class: "row" }, [
          key("o", "button", { class: "quiet", onClick: () => this.toggle(OpenForm) }, t("openRoom")),
          key("e", "button", { class: "quiet", onClick: () => this.toggle(ItemForm) }, t("editItem")),
          key("s", "a", { class: "button quiet", href: "#/sales/new" }, t("planSale")),
        ]),
        h(
          "ol",
          { tabIndex: 0, "aria-label": t("deskLots") },
          (items ?? []).map(numbered).map((lot) => h(LotRow, { key: lot.item.id, lot, chosen: room?.id, t })),
        ),
      ]),
      form
        ? h(form, {
            items: items ?? [],
            onDone: () => this.setState({ form: null }),
            t,
          })
        : this.chosen(t),
      question &&
        h(Question, {
          title: t("deskSure"),
          text: question.text,
          yes: t("deskYes"),
          no: t("cancel"),
          onYes: () => {
            command(room.id, question.wish);
            this.setState({ question: null });
          },
          onNo: () => this.setState({ question: null }),
        }),
    ]);
  }

  chosen(t) {
    const { room, me, commands, items } = this.props.state;
    if (!room) return h(Empty, { text: t("deskChoose") });
    if (!room.standing || !room.terms)
      return h(Empty, { text: room.problem ? t.reason(room.problem) : t("loading") });
    const forms = { room, give: this.give, t };
    return [
      h("section", { class: "rostrum" }, [
        h(Now, { room, item: itemOf(room, items), t }),
        h(Sale, { ...forms, key: `sale ${room.id}` }),
        h(Correct, { ...forms, key: `correct ${room.id}` }),
        h(People, { ...forms, key: `people ${room.id}` }),
      ]),
      h("div", { class: "record" }, [
        h(Commands, { commands: commands.filter((one) => one.room === room.id), t }),
        h(Feed, { room, t }),
        h(Chat, { room, me, t }),
      ]),
    ];
  }
}

/** What must be filled in before a control can be pressed: the first empty field beside it. */
function missing(control) {
  const fields = control.closest("[data-needs]")?.querySelectorAll("input, select") ?? [];
  return [...fields].find(({ value }) => value.trim() === "");
}

/** In the catalogue's order: the rostrum looks for a number, not for the nearest close. */
const numbered = (item, at) => ({ item, number: at + 1, room: item.room });

function LotRow({ lot, chosen, t }) {
  const { item, room, number } = lot;
  const words = [
    h("span", { class: "number figures" }, number),
    data(titleOf(item, t.lang)),
    h(Badge, { standing: room?.standing, t }),
  ];
  if (!room) return h("li", { class: "off" }, words);
  return h(
    "li",
    { "aria-current": room.room === chosen ? "true" : undefined },
    h("a", { href: `#/desk/${encodeURIComponent(room.room)}` }, words),
  );
}

function Now({ room, item, t }) {
  const { standing, terms } = room;
  const { leader } = standing;
  return h("div", { class: "card now" }, [
    h("h1", null, data(titleOf(item, t.lang))),
    h("div", { class: "clockline" }, h(Clock, { standing, terms, t })),
    h(Price, { standing, terms, t }),
    h("p", { class: "leader" }, [
      t("deskLeader"),
      " ",
      h("b", null, leader ? data(t.label(leader)) : "–"),
    ]),
  ]);
}

function Commands({ commands, t }) {
  return h("section", { class: "card commands", "aria-label": t("deskCommands") }, [
    h("h2", null, t("deskCommands")),
    commands.length === 0
      ? h("p", { class: "quietline" }, t("deskCommandsEmpty"))
      : h(
          "ol",
          null,
          commands.map((one) =>
            h("li", { key: one.id, class: one.state }, [
              h("time", { class: "at figures" }, clockTime(one.atMs)),
              h("b", null, t(`op${one.wish.op}`)),
              h("span", null, [t(`command${one.state}`), one.code && `: ${t.reason(one.code)}`]),
            ]),
          ),
        ),
  ]);
}
