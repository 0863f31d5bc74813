// Starts the page: routes by the address's hash, draws the state.

import { Desk } from "./desk.js";
import { h, render } from "./lib.js";
import { begin, enterRoom, hurry, keepLooking, leaveRoom, loadLists } from "./live.js";
import { Lobby } from "./lobby.js";
import { Login } from "./login.js";
import { Mine } from "./mine.js";
import { money } from "./money.js";
import { Bar, Empty, Notes, titleOf } from "./parts.js";
import { Replay } from "./replay.js";
import { Room, itemOf } from "./room.js";
import { SaleForm } from "./saleform.js";
import { Results, SalePage, Sales } from "./sales.js";
import { get, listen, set } from "./store.js";
import { words } from "./texts.js";

function routeOf(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", id, ...rest] = path.split("/").map(decodeURIComponent);
  const back = new URLSearchParams(query).get("back") ?? "";
  if (page === "") return { page: "lobby", filter: "all" };
  if (page === "rooms" && id) return { page: "room", id };
  if (page === "desk") return { page: "desk", id };
  if (page === "replay" && id) return { page: "replay", replayed: id };
  if (page === "sales") return { page: saleScreen(id, rest[0]), sale: id };
  if (page === "mine" || page === "login") return { page, back: back.startsWith("#/") ? back : "" };
  return { page: "unknown" };
}

const saleScreen = (id, more) =>
  !id ? "sales" : id === "new" ? "newsale" : more === "results" ? "results" : "sale";

function go() {
  const route = routeOf(location.hash);
  const { room } = get();
  if (room && room.id !== route.id) leaveRoom();
  set({ route });
  if (route.id && room?.id !== route.id) enterRoom(route.id);
  loadLists();
  scrollTo(0, 0);
}

function Screen({ state, t }) {
  const { route, me } = state;
  switch (route.page) {
    case "lobby":
      return h(Lobby, { state, t });
    case "room":
      return h(Room, { state, t });
    case "mine":
      return me === null ? h(Login, { back: "#/mine", t }) : h(Mine, { state, t });
    case "login":
      return h(Login, { back: route.back, t });
    case "replay":
      return h(Replay, { key: route.replayed, id: route.replayed, items: state.items, me, t });
    case "sales":
      return h(Sales, { me, t });
    case "sale":
      return h(SalePage, { key: route.sale, id: route.sale, me, t });
    case "newsale":
    case "results":
      if (!me?.staff) return h(Empty, { text: t.reason("NOT_ALLOWED") });
      return route.page === "newsale"
        ? h(SaleForm, { items: state.items, t })
        : h(Results, { key: route.sale, id: route.sale, t });
    case "desk":
      return me?.staff ? h(Desk, { state, t }) : h(Empty, { text: t.reason("NOT_ALLOWED") });
    default:
      return h(Empty, {
        text: t("notFound"),
        action: h("a", { class: "button quiet", href: "#/" }, t("toLots")),
      });
  }
}

function Page({ state }) {
  const t = words(state.lang);
  return [
    h("a", { class: "skip", href: "#main", onClick: toMain }, t("skip")),
    h(Bar, { state, t }),
    h("main", { id: "main", tabIndex: -1 }, h(Screen, { state, t })),
    h("footer", null, t("footer")),
    h("p", { class: "aloud", "aria-live": "polite" }, state.saying),
    h(Notes, { notes: state.notes, t }),
  ];
}

function toMain(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function titleOfPage({ room, items, lang, route }) {
  const t = words(lang);
  if (route.page !== "room" || !room?.standing || !room.terms) return t("brand");
  const price = money(room.standing.price ?? room.terms.start, room.terms.currency, lang);
  return `${price} · ${titleOf(itemOf(room, items), lang)} · ${t("brand")}`;
}

const root = document.getElementById("page");

function draw(state) {
  document.documentElement.lang = state.lang;
  document.title = titleOfPage(state);
  render(h(Page, { state }), root);
}

listen(draw);
addEventListener("hashchange", go);
addEventListener("online", hurry);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") hurry();
});

begin();
go();
keepLooking();
