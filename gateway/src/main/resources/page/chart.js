// The price over time, as steps: a price holds until the next bid.

import { Component, charts, h } from "./lib.js";
import { grouped, money, readingAid } from "./money.js";
import { clockTime } from "./time.js";

const HEIGHT = 180;
/** A shorter span than this is told to the second. */
const SECONDS_SHOWN_S = 300;
const SCHEME = "(prefers-color-scheme: dark)";

export class Chart extends Component {
  async componentDidMount() {
    this.dark = matchMedia(SCHEME);
    this.redraw = () => this.draw();
    this.dark.addEventListener("change", this.redraw);
    this.sizes = new ResizeObserver(() =>
      this.plot?.setSize({ width: this.box.clientWidth, height: HEIGHT }),
    );
    const { default: Plot } = await charts();
    if (!this.box) return;
    this.Plot = Plot;
    this.sizes.observe(this.box);
    this.draw();
  }

  componentWillUnmount() {
    this.dark.removeEventListener("change", this.redraw);
    this.sizes.disconnect();
    this.plot?.destroy();
    this.box = null;
  }

  componentDidUpdate(before) {
    if (before.t.lang !== this.props.t.lang || Boolean(this.plot) !== this.props.points.length > 0)
      this.draw();
    else if (before.points !== this.props.points) this.plot?.setData(columns(this.props.points));
  }

  draw() {
    this.plot?.destroy();
    this.plot = null;
    if (!this.Plot || !this.box || this.props.points.length === 0) return;
    const options = this.options(getComputedStyle(this.box));
    this.plot = new this.Plot(options, columns(this.props.points), this.box);
  }

  options(style) {
    const color = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: color("--soft"),
      grid: { stroke: color("--hair"), width: 1 },
      ticks: { show: false },
      font: "12px system-ui",
    };
    const short = (_, values) => values.map((value) => this.short(value));
    const times = (_, seconds) => {
      const chars = seconds.at(-1) - seconds[0] < SECONDS_SHOWN_S ? 8 : 5;
      return seconds.map((at) => clockTime(at * 1000).slice(0, chars));
    };
    return {
      width: this.box.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { setScale: false } },
      scales: { y: { range: (_, low, high) => spread(low, high) } },
      axes: [
        { ...axis, values: times, space: 70, size: 30 },
        { ...axis, values: short, size: 66 },
      ],
      series: [
        {},
        {
          stroke: color("--accent"),
          width: 2,
          fill: color("--accent-wash"),
          paths: this.Plot.paths.stepped({ align: 1 }),
          points: { show: this.props.points.length < 60, size: 6, fill: color("--accent") },
        },
      ],
    };
  }

  short(value) {
    const { currency, t } = this.props;
    if (t.lang !== "ko" || currency !== "KRW" || value < 10_000) return grouped(value);
    return readingAid(value, currency, "ko").replace(" 원", "");
  }

  render({ points, currency, t }) {
    const say = (amount) => money(amount, currency, t.lang);
    const label =
      points.length > 0
        ? t("chartLabel", points.length, say(points[0][1]), say(points.at(-1)[1]))
        : t("chartEmpty");
    return h("section", { class: "card chartcard" }, [
      h("h2", null, t("chart")),
      h("div", { class: "chart", role: "img", "aria-label": label, ref: (box) => (this.box = box) }),
      points.length === 0 && h("p", { class: "quietline" }, t("chartEmpty")),
    ]);
  }
}

const columns = (points) => [points.map(([atMs]) => atMs / 1000), points.map(([, price]) => price)];

/** A little air above and below, also when there is one price only. */
function spread(low, high) {
  const air = Math.max((high - low) * 0.12, high * 0.02, 1);
  return [Math.max(0, low - air), high + air];
}
