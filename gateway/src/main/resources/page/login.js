// Signing in.

import { Component, h } from "./lib.js";
import { login } from "./live.js";

export class Login extends Component {
  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    await this.enter(String(form.get("email")), String(form.get("password")));
  }

  async enter(email, password) {
    this.setState({ busy: true, problem: null });
    try {
      await login(email, password);
      location.hash = this.props.back || "#/";
    } catch (fault) {
      this.setState({ busy: false, problem: fault.code });
    }
  }

  render({ t }, { busy, problem }) {
    return h("section", { class: "login card" }, [
      h("h1", null, t("loginTitle")),
      h("p", { class: "lead" }, t("loginLead")),
      h("form", { onSubmit: (event) => this.submit(event) }, [
        h("label", { class: "field" }, [
          h("span", { class: "caption" }, t("email")),
          h("input", {
            name: "email",
            type: "email",
            autocomplete: "username",
            required: true,
            maxLength: 254,
          }),
        ]),
        h("label", { class: "field" }, [
          h("span", { class: "caption" }, t("password")),
          h("input", {
            name: "password",
            type: "password",
            autocomplete: "current-password",
            required: true,
            maxLength: 256,
          }),
        ]),
        problem && h("p", { class: "hint wrong", role: "alert" }, t.reason(problem)),
        h("button", { class: "primary", disabled: busy }, t(busy ? "loginBusy" : "loginTitle")),
      ]),
    ]);
  }
}
