// Signing in, and registering.

import { Component, h } from "./lib.js";
import { login, register } from "./live.js";
import { api } from "./rest.js";

export class Login extends Component {
  componentDidMount() {
    api.me().then(
      (me) => this.setState({ elsewhere: me.login === "elsewhere" }),
      () => {}, // The form says what is wrong when it is used.
    );
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const read = (name) => String(form.get(name) ?? "");
    this.setState({ busy: true, problem: null });
    try {
      if (this.state.registering) await register(read("email"), read("name"), read("password"));
      else await login(read("email"), read("password"));
      location.hash = this.props.back || "#/";
    } catch (fault) {
      this.setState({ busy: false, problem: fault.code ?? "FAULT" });
    }
  }

  render({ t }, { busy, problem, registering = false, elsewhere }) {
    const title = t(registering ? "registerTitle" : "loginTitle");
    if (elsewhere) {
      return h("section", { class: "login card" }, [
        h("h1", null, t("loginTitle")),
        h("p", { class: "lead" }, t.reason("LOGIN_ELSEWHERE")),
      ]);
    }
    return h("section", { class: "login card" }, [
      h("h1", null, title),
      h("p", { class: "lead" }, t(registering ? "registerLead" : "loginLead")),
      h("form", { onSubmit: (event) => this.submit(event) }, [
        input("email", t("email"), { type: "email", autocomplete: "username", maxLength: 254 }),
        registering && input("name", t("name"), { autocomplete: "name", maxLength: 60 }),
        input("password", t(registering ? "newPassword" : "password"), {
          type: "password",
          autocomplete: registering ? "new-password" : "current-password",
          minLength: registering ? 8 : undefined,
          maxLength: 256,
        }),
        problem && h("p", { class: "hint wrong", role: "alert" }, t.reason(problem)),
        h("button", { class: "primary", disabled: busy }, busy ? t("loginBusy") : title),
      ]),
      h(
        "button",
        {
          type: "button",
          class: "plain",
          onClick: () => this.setState({ registering: !registering, problem: null }),
        },
        t(registering ? "toLogin" : "toRegister"),
      ),
    ]);
  }
}

const input = (name, caption, more) =>
  h("label", { class: "field" }, [
    h("span", { class: "caption" }, caption),
    h("input", { name, required: true, ...more }),
  ]);
