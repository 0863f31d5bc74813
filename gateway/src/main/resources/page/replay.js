// A closed room once more: its log, step by step, and whether its receipts hold.

import { Component, data, h } from "./lib.js";
import { Chart } from "./chart.js";
import { postponed } from "./feed.js";

import { Price } from "./room.js";
import { money } from "./money.js";
import { Badge, Trouble, titleOf } from "./parts.js";
import { api, logOf } from "./rest.js";
import { clockTime, dayAndTime } from "./time.js";
import { readExport, stepsOf, verify } from "./verify.js";

const STEP_MS = 700;
const AROUND = 60;

export class Replay extends Component {
  constructor() {
    super();
    this.state = { at: 0, playing: false, checked: null };
  }

  componentDidMount() {
    this.load();
  }

  componentWillUnmount() {
    clearInterval(this.timer);
  }

  async load() {
    this.setState({ problem: null, lines: null });
    try {
      const lines = readExport(await api.log(this.props.id));
      const told = stepsOf(lines, this.props.me);
      this.setState({ lines, ...told, at: Math.max(0, told.steps.length - 1) });
    } catch (fault) {
      this.setState({ problem: fault.code ?? "FAULT" });
    }
  }

  play() {
    clearInterval(this.timer);
    const { playing, at, steps } = this.state;
    if (playing) return this.setState({ playing: false });
    this.setState({ playing: true, at: at >= steps.length - 1 ? 0 : at });
    this.timer = setInterval(() => {
      const next = Math.min(this.state.at + 1, steps.length - 1);
      const over = next === steps.length - 1;
      if (over) clearInterval(this.timer);
      this.setState({ at: next, playing: !over });
    }, STEP_MS);
  }

  async check() {
    this.setState({ checked: "busy" });
    const sha256 = (bytes) => crypto.subtle.digest("SHA-256", bytes);
    this.setState({ checked: await verify(this.state.lines, sha256) });
  }

  render({ id, items, t }, { problem, steps, terms, at, playing, checked }) {
    const home = h("a", { class: "button quiet", href: `#/rooms/${encodeURIComponent(id)}` }, t("toRoom"));
    if (problem) {
      return h("div", null, [
        h(Trouble, { text: t.reason(problem), onRetry: () => this.load(), t }),
        h("p", { class: "center" }, home),
      ]);
    }
    if (!steps) return h("p", { class: "quietline center", "aria-busy": "true" }, t("loading"));
    if (steps.length === 0) return h("p", { class: "quietline center" }, t("replayEmpty"));
    const item = items?.find((one) => one.id === terms?.item);
    const step = steps[at];
    return h("section", { class: "replay" }, [
      h("div", { class: "replayhead" }, [
        h("div", null, [
          h("p", { class: "caption" }, t("replayTitle")),
          h("h1", null, data(titleOf(item, t.lang) || id)),
        ]),
        home,
      ]),
      h("div", { class: "replaybody" }, [
        h("div", { class: "column" }, [
          step.standing && terms && h(Now, { step, terms, t }),
          h(Slider, { steps, at, playing, onAt: (to) => this.setState({ at: to }), onPlay: () => this.play(), t }),
          h(Chart, { points: pointsTo(steps, at), currency: terms?.currency ?? "KRW", t }),
          h(Proof, { id, checked, onCheck: () => this.check(), t }),
        ]),
        h(Steps, { steps, at, terms, onAt: (to) => this.setState({ at: to }), t }),
      ]),
    ]);
  }
}

function Now({ step, terms, t }) {
  return h("div", { class: "card now" }, [
    h("div", { class: "clockline" }, [
      h(Badge, { standing: step.standing, t }),
      h("time", { class: "figures" }, `${dayAndTime(step.atMs, t.lang)} · ${clockTime(step.atMs)}`),
    ]),
    h(Price, { standing: step.standing, terms, t }),
  ]);
}

function Slider({ steps, at, playing, onAt, onPlay, t }) {
  return h("div", { class: "card slider" }, [
    h("button", { class: "quiet", onClick: onPlay }, t(playing ? "replayStop" : "replayPlay")),
    h("input", {
      type: "range",
      min: 0,
      max: steps.length - 1,
      value: at,
      "aria-label": t("replaySlider"),
      "aria-valuetext": t("replayAt", at + 1, steps.length, clockTime(steps[at].atMs)),
      onInput: (event) => onAt(Number(event.target.value)),
    }),
    h("span", { class: "figures" }, `${at + 1} / ${steps.length}`),
  ]);
}

function pointsTo(steps, at) {
  return steps
    .slice(0, at + 1)
    .filter(({ standing, decision }) => standing?.price !== undefined && decision.updates.length > 0)
    .map(({ atMs, standing }) => [atMs, standing.price]);
}

function Steps({ steps, at, terms, onAt, t }) {
  const from = Math.max(0, Math.min(at - AROUND / 2, steps.length - AROUND));
  const shown = steps.slice(from, from + AROUND);
  return h("section", { class: "card steplist", "aria-label": t("replaySteps") }, [
    h("h2", null, [t("replaySteps"), h("span", { class: "count" }, steps.length)]),
    h(
      "ol",
      { start: from + 1 },
      shown.map((step, n) =>
        h(
          "li",
          { key: step.place, "aria-current": from + n === at ? "step" : undefined, class: kindOf(step) },
          h("button", { class: "plain", onClick: () => onAt(from + n), title: step.decision.receipt }, [
            h("time", { class: "at figures" }, clockTime(step.atMs)),
            h("span", { class: "what" }, [
              h("b", null, whoOf(step.who, t)),
              " ",
              h("span", { class: "figures" }, wishOf(step, terms, t)),
            ]),
            h("span", { class: "became" }, becameOf(step.decision, terms, t)),
          ]),
        ),
      ),
    ),
  ]);
}

const kindOf = ({ decision, who }) => `${decision.answer.status}${who.own ? " own" : ""}`;

function whoOf({ own, role, number }, t) {
  if (own) return t("self");
  if (role) return t(role === "WORKER" ? "replayClock" : "replayStaff");
  return t("replayBidder", number);
}

function wishOf({ command, decision }, terms, t) {
  const amount = command?.amount;
  const said = typeof amount === "number" ? money(amount, terms?.currency ?? "KRW", t.lang) : String(amount ?? "");
  if (decision.op === "bid") return said;
  if (decision.op === "max") return t("upTo", said);
  if (decision.op === "warn") return t("warning", command.count);
  return [t(`op${decision.op}`), said].filter(Boolean).join(" ");
}

/** What time brought about is told by its facts: a tick is answered, but says nothing itself. */
function factOf({ event }, t) {
  if (event.type === "closed") return t("evclosed", t(`outcome${event.outcome}`));
  if (event.type === "postponed") return postponed(event, t);
  if (event.type === "outage") return t("evoutage", clockTime(event.endsAtMs));
  return null;
}

function becameOf({ op, answer, duplicate, updates }, terms, t) {
  const facts = updates.map((update) => factOf(update, t)).filter(Boolean);
  if (op === "tick" || op === "hammer" || op === "pass" || op === "postpone") {
    if (facts.length > 0) return facts.join(" · ");
  }
  const said = t.has(`became${answer.status}`) ? t(`became${answer.status}`) : answer.status;
  const why = answer.status === "refused" ? `: ${t.reason(answer.code)}` : "";
  const price = answer.price === undefined ? "" : ` · ${money(answer.price, terms?.currency ?? "KRW", t.lang)}`;
  return `${said}${why}${price}${duplicate ? ` · ${t("becameAgain")}` : ""}`;
}

function Proof({ id, checked, onCheck, t }) {
  const able = globalThis.crypto?.subtle !== undefined;
  return h("section", { class: "card proof", "aria-label": t("proofTitle") }, [
    h("h2", null, t("proofTitle")),
    h("p", { class: "hint" }, t("proofLead")),
    h("div", { class: "row" }, [
      h("button", { class: "primary", disabled: !able || checked === "busy", onClick: onCheck }, t("proofCheck")),
      h("a", { class: "button quiet", href: logOf(id), download: `gavel-${id}.jsonl` }, t("proofDownload")),
    ]),
    h("div", { role: "status" }, checked && checked !== "busy" && h(Found, { found: checked, t })),
    h("details", null, [
      h("summary", null, t("proofMore")),
      h("p", { class: "hint" }, t("proofMoreText")),
      h("code", { class: "command" }, `java -jar bid-service.jar verify gavel-${id}.jsonl`),
    ]),
  ]);
}

function Found({ found, t }) {
  if (found.holds) {
    return h("p", { class: "found good" }, [
      h("b", null, t("proofHolds", found.entries)),
      h("span", { class: "receipt" }, found.receipt),
    ]);
  }
  return h("p", { class: "found bad" }, h("b", null, t(found.fault, found.place ?? "")));
}
