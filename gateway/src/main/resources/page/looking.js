// A screen that reads something from the server again and again while it is looked at.

import { Component, h } from "./lib.js";
import { Trouble } from "./parts.js";

const AGAIN_MS = 2_000;

/** A subclass says what to read (`ask`) and draws what was seen (`shown`). */
export class Looking extends Component {
  componentDidMount() {
    this.look();
  }

  componentWillUnmount() {
    clearTimeout(this.timer);
    this.gone = true;
  }

  async look() {
    clearTimeout(this.timer);
    try {
      this.setState({ seen: await this.ask(), problem: null });
    } catch (fault) {
      this.setState({ problem: fault.code ?? "FAULT" });
    }
    if (!this.gone) this.timer = setTimeout(() => this.look(), AGAIN_MS);
  }

  render(props, { seen, problem }) {
    const { t } = props;
    if (seen) return this.shown(seen, props);
    if (problem) return h(Trouble, { text: t.reason(problem), onRetry: () => this.look(), t });
    return h("p", { class: "quietline center", "aria-busy": "true" }, t("loading"));
  }
}
