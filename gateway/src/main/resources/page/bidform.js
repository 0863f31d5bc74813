// Where a bid is made. What stands on the button when it is pressed is what is bid.

import { Component, h } from "./lib.js";
import { bid } from "./live.js";
import { editable, money, raise, readingAid, stepAt, tidyMoney } from "./money.js";
import { Clock, Question } from "./parts.js";
import { SETTLE_MS, planOf, stepped } from "./bidplan.js";
import { barred, position } from "./roomstate.js";

const STEPS = [1, 2, 5];
const UNTOUCHED = { text: "", touched: false };

export class BidForm extends Component {
  constructor() {
    super();
    this.state = { ...UNTOUCHED, maximum: false, question: null };
    this.movedAtMs = -Infinity;
  }

  componentDidUpdate(before) {
    const moved = before.room.standing?.minimum !== this.props.room.standing?.minimum;
    if (moved && !this.state.touched) this.movedAtMs = performance.now();
  }

  press(plan) {
    if (plan.problem) return;
    const moved = performance.now() - this.movedAtMs < SETTLE_MS;
    const jump = this.state.maximum ? "confirmMaximum" : "confirmJump";
    const why = plan.jump ? jump : moved ? "confirmMoved" : null;
    if (why) this.setState({ question: { why, amount: plan.amount } });
    else this.place(plan.amount);
  }

  place(amount) {
    bid(this.props.room.id, amount, this.state.maximum);
    this.setState({ ...UNTOUCHED, question: null });
  }

  render({ room, me, line, t }, { maximum, question }) {
    const bar = barred(room, me, line.state);
    if (bar) return h(Barred, { bar, room, me, t });
    const { currency } = room.terms;
    const leading = position(room, me) === "leading";
    const plan = planOf(this.state, room, leading);
    const submit = (event) => {
      event.preventDefault();
      this.press(plan);
    };
    return h("form", { class: "bidform", onSubmit: submit, "aria-label": t("bidTitle") }, [
      this.modes(maximum, t),
      maximum && h("p", { class: "help" }, t("maximumHelp")),
      !(leading && !maximum) && this.field(plan, room, t),
      this.steps(plan, room, leading && !maximum, t),
      h(Dock, { room, me, said: plan.problem === "leadsAlready", t }, [
        h("button", { class: "primary bid", type: "submit", disabled: plan.problem !== null }, [
          buttonText(plan, maximum, currency, t),
        ]),
      ]),
      h(Hint, { plan, room, t, onMinimum: () => this.setState(UNTOUCHED) }),
      question && this.question(question, currency, t),
    ]);
  }

  modes(maximum, t) {
    const mode = (wanted, text) =>
      h(
        "button",
        {
          type: "button",
          "aria-pressed": String(maximum === wanted),
          onClick: () => this.setState({ maximum: wanted, ...UNTOUCHED }),
        },
        text,
      );
    return h("div", { class: "modes", role: "group", "aria-label": t("bidTitle") }, [
      mode(false, t("modeExact")),
      mode(true, t("modeMaximum")),
    ]);
  }

  field(plan, room, t) {
    const { currency } = room.terms;
    const { touched, text, maximum } = this.state;
    const value = touched ? text : editable(plan.amount, currency);
    const type = (event) => this.setState({ text: tidyMoney(event.target.value, currency), touched: true });
    const wrong = plan.problem === "notAnAmount" || plan.problem === "belowMinimum";
    return h("label", { class: "field amount" }, [
      h("span", { class: "caption" }, t(maximum ? "maximumAmount" : "amount")),
      h("input", {
        inputMode: "decimal",
        autocomplete: "off",
        spellcheck: false,
        maxLength: 24,
        value,
        onInput: type,
        onFocus: (event) => event.target.select(),
        "aria-invalid": String(wrong),
        "aria-describedby": "bidhint",
      }),
      h("span", { class: "aid" }, plan.amount ? readingAid(plan.amount, currency, t.lang) : ""),
    ]);
  }

  steps(plan, room, off, t) {
    if (off) return null;
    const { terms } = room;
    const from = Math.max(plan.amount ?? plan.least, plan.least);
    return h(
      "div",
      { class: "steps" },
      STEPS.map((n) => {
        const to = stepped(plan, room, n);
        const by = money(raise(terms.increments.tiers, from, n) - from, terms.currency, t.lang);
        const set = () => this.setState({ text: editable(to, terms.currency), touched: true });
        return h(
          "button",
          { type: "button", class: "step", key: n, onClick: set, "aria-label": t("step", n, by), title: by },
          t("stepShort", n),
        );
      }),
    );
  }

  question({ why, amount }, currency, t) {
    const said = money(amount, currency, t.lang);
    const aid = readingAid(amount, currency, t.lang);
    return h(Question, {
      title: t("confirmTitle"),
      text: t(why, aid ? `${said} (${aid})` : said),
      yes: t(this.state.maximum ? "confirmYesMaximum" : "confirmYes", said),
      no: t("cancel"),
      onYes: () => this.place(amount),
      onNo: () => this.setState({ question: null }),
    });
  }
}

function buttonText({ amount, problem }, maximum, currency, t) {
  if (problem === "leadsAlready") return t("posleading");
  if (amount === null) return t("bidTitle");
  return t(maximum ? "maximumButton" : "bidButton", money(amount, currency, t.lang));
}

function Hint({ plan, room, t, onMinimum }) {
  const { terms, standing } = room;
  const say = (amount) => money(amount, terms.currency, t.lang);
  if (plan.problem === "leadsAlready") return h("p", { class: "hint", id: "bidhint" }, t("leadsAlready"));
  if (plan.problem) {
    return h("p", { class: "hint wrong", id: "bidhint" }, [
      t(plan.problem, say(plan.least)),
      " ",
      h("button", { type: "button", class: "plain", onClick: onMinimum }, t("toMinimum")),
    ]);
  }
  const step = say(stepAt(terms.increments.tiers, standing.price ?? terms.start));
  return h(
    "p",
    { class: "hint", id: "bidhint" },
    `${t("minimum", say(plan.least))} · ${t("nextIncrement", step)}`,
  );
}

function Barred({ bar, room, me, t }) {
  if (bar === "barClosed") return null;
  if (bar !== "barLogin") return h("p", { class: "barred" }, t(bar));
  const href = `#/login?back=${encodeURIComponent(location.hash)}`;
  return h(Dock, { room, me, t }, h("a", { class: "button primary bid", href }, t(bar)));
}

/**
 * Where the button lies. On a narrow screen it stays in sight at the bottom, with what one must know
 * to press it; everywhere else, and for a screen reader, that stands above it already.
 */
function Dock({ room, me, said, children, t }) {
  const { standing, terms } = room;
  const where = position(room, me);
  return h("div", { class: "dock" }, [
    h("div", { class: `dockline ${where}`, "aria-hidden": "true" }, [
      h("b", { class: "figures" }, money(standing.price ?? terms.start, terms.currency, t.lang)),
      // Not where the button itself says it.
      h("span", { class: "where" }, !said && (standing.price === undefined ? t("noBids") : t(`pos${where}`))),
      h(Clock, { standing, terms, t }),
    ]),
    children,
  ]);
}
