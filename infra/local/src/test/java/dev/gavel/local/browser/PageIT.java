package dev.gavel.local.browser;

import static dev.gavel.local.browser.Visitor.accessible;
import static dev.gavel.local.browser.Visitor.atHand;
import static dev.gavel.local.browser.Visitor.bid;
import static dev.gavel.local.browser.Visitor.counts;
import static dev.gavel.local.browser.Visitor.fits;
import static dev.gavel.local.browser.Visitor.picture;
import static dev.gavel.local.browser.Visitor.says;
import static dev.gavel.local.browser.Visitor.visible;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.local.browser.House.How;
import dev.gavel.local.browser.Visitor.Look;
import dev.gavel.local.seed.DemoUser;
import dev.gavel.model.RoomTerms.Mode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What bidders and the auctioneer do with the page, in Chromium, on two gateways.
@ExtendWith(BackendsExtension.class)
class PageIT {
  private static final DemoUser ONE = DemoUser.list(6).get(1);
  private static final DemoUser TWO = DemoUser.list(6).get(2);
  private static final DemoUser THREE = DemoUser.list(6).get(3);

  /// The README's picture of a room ends below the answer.
  private static final int ROOM_HEIGHT = 770;

  private static Chromium chromium;
  private static House house;

  @BeforeAll
  static void start(Backends backends) throws Exception {
    chromium = Chromium.launch();
    house = new House(backends);
    house.programme();
    try (Visitor guest = visitor(0)) {
      Page lobby = guest.tab("#/");
      counts(lobby.locator(".lotcard.open:has-text('달항아리')"), 1);
      picture(lobby, "lobby");
    }
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (house != null) {
      house.close();
    }
  }

  private static Visitor visitor(int gateway) {
    return new Visitor(chromium.browser(), house.url(gateway), Look.DESK);
  }

  private static String at(String room) {
    return "#/rooms/" + room;
  }

  /// Login, join, bid, outbid, maximum, extension, close, replay; one's tabs agree at every moment.
  @Test
  void twoPeopleOnTwoGatewaysBidUntilTheClockEndsIt() throws Exception {
    String room =
        house.roomOf(house.demoLot(1), new How(Mode.TIMED, 30, How.soft(60, 2), Optional.empty()));
    try (Visitor one = visitor(0);
        Visitor two = visitor(1)) {
      Page first = one.enter(ONE, room);
      Page second = one.tab(at(room));
      Page other = two.enter(TWO, room);

      bid(first);
      visible(first.locator(".position.leading"));
      visible(second.locator(".position.leading"));
      says(first.locator(".answers"), "최고 응찰이 되었습니다");
      says(other.locator(".feed"), ONE.name());
      says(other.locator(".feed"), "늘어났습니다");
      bid(other);
      visible(first.locator(".position.outbid"));
      visible(second.locator(".position.outbid"));
      maximum(first, "200만");
      visible(second.locator(".position.leading"));
      bid(other);
      says(other.locator(".answers"), "바로 밀렸습니다");
      picture(other, "room", ROOM_HEIGHT);

      Visitor.closes(first.locator(".position.won"));
      visible(second.locator(".position.won"));
      visible(other.locator(".position.lost"));
      replay(first);
    }
  }

  private static void maximum(Page page, String amount) {
    page.locator(".modes button").nth(1).click();
    page.locator(".amount input").fill(amount);
    bid(page);
  }

  private static void replay(Page page) {
    page.locator("a[href^='#/replay/']").click();
    visible(page.locator(".steplist [aria-current=step]"));
    page.locator(".proof .primary").click();
    visible(page.locator(".found.good"));
    picture(page, "replay");
    page.locator(".slider input").fill("1");
    says(page.locator(".slider"), "2 /");
    accessible(page);
  }

  @Test
  void aRefusalSaysWhyAndWhatCanBeDone() throws Exception {
    String room =
        house.room(
            "승인이 필요한 방",
            new How(Mode.TIMED, 3_600, How.soft(0, 0), Optional.of(List.of("nobody"))));
    try (Visitor two = visitor(1);
        Visitor staff = visitor(0)) {
      Page page = two.enter(TWO, room);
      bid(page);
      says(page.locator(".answers .refused"), "승인");
      page.locator(".answers button").click();
      says(page.locator(".answers"), "요청했습니다");

      Page desk = staff.login(House.STAFF);
      desk.navigate(staff.url + "/#/desk/" + room);
      String wanted = desk.locator("option:has-text('" + TWO.name() + "')").getAttribute("value");
      desk.locator(".controls:has-text('한도') select").selectOption(wanted);
      desk.locator("button:has-text('승인')").click();
      says(desk.locator(".commands"), "실행됨");
      bid(page);
      visible(page.locator(".position.leading"));
    }
  }

  /// The original's join message came again with each refresh and each tab.
  @Test
  void aRefreshIsNoSecondArrival() throws Exception {
    String room = house.room("들고 나는 방", How.timed(3_600));
    try (Visitor one = visitor(0);
        Visitor two = visitor(1)) {
      Page watching = two.enter(TWO, room);
      visible(watching.locator("button.bid"));
      Page page = one.enter(ONE, room);
      counts(watching.locator(".chat .coming"), 1);
      says(watching.locator(".chat .coming"), ONE.name());
      page.reload();
      visible(page.locator("button.bid"));
      one.tab(at(room));
      page.locator(".chat input").fill("다시 왔습니다");
      page.locator(".chat form button").click();
      says(watching.locator(".chat"), "다시 왔습니다");
      counts(watching.locator(".chat .coming"), 1);
    }
  }

  @Test
  void aClerkRunsASaleOfThreeLots() throws Exception {
    String sale =
        house.sale("봄 정기 경매", List.of(house.demoLot(4), house.demoLot(5), house.demoLot(8)));
    try (Visitor staff = visitor(0);
        Visitor two = visitor(1)) {
      Page desk = staff.login(House.STAFF);
      Page bidder = two.login(TWO);
      desk.navigate(staff.url + "/#/sales/" + sale);
      desk.locator("button.primary").click();
      for (int lot = 1; lot <= 3; lot++) {
        house.awaitRoom(sale + "-" + lot);
        sell(desk, bidder, staff.url, sale + "-" + lot, lot < 3);
      }
      desk.navigate(staff.url + "/#/sales/" + sale);
      visible(desk.locator(".badge.saledone"));
      counts(desk.locator(".running li.closed"), 3);
      picture(desk, "sale");
      desk.navigate(staff.url + "/#/sales/" + sale + "/results");
      says(desk.locator(".results .sum"), "3점 중 2점 낙찰");
      accessible(desk);
      afterTheSale(desk, sale);
    }
  }

  /// Results on paper and as a table; what the server computes of a lot's log.
  private static void afterTheSale(Page desk, String sale) throws Exception {
    desk.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(desk.locator(".bar").isVisible()).isFalse();
    assertThat(desk.locator(".noprint").first().isVisible()).isFalse();
    visible(desk.locator(".results table"));
    assertThat(desk.pdf()).startsWith("%PDF".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    desk.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

    JsonNode results = house.staff("GET", "/sales/" + sale + "/results", House.object());
    assertThat(results.path("results").path(0).path("buyer").asText()).isEqualTo(TWO.name());
    HttpResponse<String> csv = house.get("/sales/" + sale + "/results.csv", true);
    assertThat(csv.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.body().lines()).hasSize(4);
    assertThat(csv.body()).contains(TWO.name(), TWO.email(), "SOLD", "PASSED");
    assertThat(house.get("/sales/" + sale + "/results.csv", false).statusCode()).isEqualTo(401);

    for (int lot = 1; lot <= 3; lot++) {
      JsonNode found = verification(sale + "-" + lot);
      assertThat(found.path("holds").asBoolean()).as(found.toString()).isTrue();
      assertThat(found.path("entries").asInt()).isPositive();
      assertThat(found.has("firstDifference")).isFalse();
    }
  }

  private static JsonNode verification(String room) throws Exception {
    return house.staff("GET", "/rooms/" + room + "/verification", House.object());
  }

  /// A timed sale that is planned on the page: the lots end one after another, and what extends the
  /// first moves the others, in the log and under everybody's eyes.
  @Test
  void anExtensionMovesTheLaterLotsOfATimedSale() throws Exception {
    List<String> lots = List.of(house.item("첫째 폭"), house.item("둘째 폭"), house.item("셋째 폭"));
    try (Visitor staff = visitor(0);
        Visitor one = visitor(0);
        Visitor two = visitor(1)) {
      String sale = plan(staff.login(House.STAFF), staff.url, lots);
      for (int lot = 1; lot <= 3; lot++) {
        house.awaitRoom(sale + "-" + lot);
      }
      Page third = two.enter(TWO, sale + "-3");
      Page first = one.enter(ONE, sale + "-1");
      says(first.locator(".nextlot"), "둘째 폭");
      bid(first);
      says(first.locator(".feed"), "늘어났습니다");
      says(third.locator(".feed"), "앞 작품이 연장되어");
      Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(List.of(1, 2, 3))
                  .extracting(lot -> endMs(sale + "-" + lot) - endMs(sale + "-1"))
                  .containsExactly(0L, 20_000L, 40_000L));
      assertThat(verification(sale + "-3").path("holds").asBoolean()).isTrue();
      postponed(staff.tab("#/desk/" + sale + "-2"), third);
    }
  }

  private static String plan(Page desk, String url, List<String> lots) {
    desk.navigate(url + "/#/sales/new");
    desk.locator("[name=title]").fill("초여름 온라인 경매");
    desk.locator("[name=mode]").selectOption("CASCADE");
    desk.locator("[name=lotS]").fill("240");
    desk.locator("[name=gapS]").fill("20");
    desk.locator("[name=softS]").fill("300");
    lots.forEach(lot -> desk.locator("[name=add]").selectOption(lot));
    desk.locator("form button.primary").click();
    visible(desk.locator(".badge.saleplanned"));
    desk.locator("button.primary").click();
    visible(desk.locator(".badge.salerunning"));
    return desk.url().substring(desk.url().lastIndexOf('/') + 1);
  }

  private static long endMs(String room) throws Exception {
    return house.snapshot(room).path("standing").path("endsAtMs").asLong();
  }

  /// By staff, on the rostrum, by its keys: the lot after it hears of it too.
  private static void postponed(Page desk, Page third) {
    visible(desk.locator("[data-key=l]"));
    desk.keyboard().press("l"); // asks for the reason first
    desk.keyboard().type("전화 연결");
    desk.keyboard().press("Escape");
    desk.keyboard().press("l");
    desk.locator("dialog .primary").click();
    says(desk.locator(".commands"), "실행됨");
    says(desk.locator(".feed"), "전화 연결");
    counts(third.locator(".feed li.postponed"), 2);
  }

  private static void sell(Page desk, Page bidder, String url, String room, boolean hammer) {
    bidder.navigate(bidder.url().replaceFirst("#.*", at(room)));
    desk.navigate(url + "/#/desk/" + room);
    visible(desk.locator("[data-key=h]:enabled"));
    if (hammer) {
      bid(bidder);
      visible(bidder.locator(".position.leading"));
      says(desk.locator(".leader"), TWO.name());
      desk.keyboard().press("1");
      says(bidder.locator(".feed"), "한 번");
      if (room.endsWith("1")) {
        picture(desk, "console");
      }
    }
    desk.keyboard().press(hammer ? "h" : "x");
    desk.locator("dialog .primary").click();
    visible(bidder.locator(hammer ? ".position.won" : ".outcome"));
    says(desk.locator(".commands"), "실행됨");
  }

  @Test
  void inEnglishOnAPhoneInTheDark() throws Exception {
    String room = house.room("아주 긴 제목을 가진 작품이라서 전화기에서는 줄이 여러 번 넘어갑니다", How.timed(3_600));
    try (Visitor phone = new Visitor(chromium.browser(), house.url(0), Look.PHONE)) {
      Page page = phone.enter(THREE, room);
      visible(page.locator("button.bid"));
      atHand(page.locator("button.bid"));
      says(page.locator("button.bid"), "Bid ₩500,000");
      page.locator("button.bid").click();
      says(page.locator(".position"), "You hold the highest bid");
      picture(page, "phone");
      page.evaluate("scrollTo(0, document.body.scrollHeight)");
      atHand(page.locator("button.bid"));
      for (String hash : List.of(at(room), "#/", "#/mine", "#/sales", "#/login")) {
        page.navigate(phone.url + "/" + hash);
        visible(page.locator("main h1").first());
        fits(page);
        accessible(page);
      }
      page.locator(".language").click();
      says(page.locator(".bar"), "경매");
      page.reload();
      says(page.locator(".bar"), "경매");
    }
  }

  @Test
  void everyScreenIsAccessible() throws Exception {
    String room = house.room("누구나 볼 수 있는 방", How.auctioneer());
    try (Visitor staff = visitor(0)) {
      Page page = staff.tab("#/");
      visible(page.locator(".lotcard").first());
      accessible(page);
      page.navigate(staff.url + "/" + at(room));
      visible(page.locator(".sale.card"));
      accessible(page);
      page.navigate(staff.url + "/api/docs");
      visible(page.locator("#docs .operation").first());
      accessible(page);
      Page desk = staff.login(House.STAFF);
      for (String hash : List.of("#/desk/" + room, "#/sales/new", "#/mine")) {
        desk.navigate(staff.url + "/" + hash);
        visible(desk.locator("main h1").first());
        accessible(desk);
      }
    }
  }

  /// A card shows the new price without anybody touching it.
  @Test
  void theLobbyFollowsThePrice() throws Exception {
    String room = house.room("눈앞에서 오르는 값", How.timed(3_600));
    try (Visitor one = visitor(0);
        Visitor guest = visitor(1)) {
      Page lobby = guest.tab("#/");
      var card = lobby.locator(".lotcard:has(a[href='" + at(room) + "'])");
      says(card, "500,000원");
      Page page = one.enter(ONE, room);
      maximum(page, "300만");
      visible(page.locator(".position.leading"));
      Page guestRoom = guest.tab(at(room));
      visible(guestRoom.locator("a.button.bid"));
      Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(30))
          .until(() -> house.snapshot(room).path("standing").path("bids").asInt() == 1);
      says(card, "현재가");
    }
  }
}
