package dev.gavel.local.browser;

import static dev.gavel.local.browser.Visitor.bid;
import static dev.gavel.local.browser.Visitor.counts;
import static dev.gavel.local.browser.Visitor.says;
import static dev.gavel.local.browser.Visitor.visible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.local.browser.House.How;
import dev.gavel.local.browser.Visitor.Look;
import dev.gavel.local.seed.DemoUser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The page when something goes wrong: a gateway that dies, and texts that mean harm.
@ExtendWith(BackendsExtension.class)
class TroubleIT {
  private static final DemoUser ONE = DemoUser.list(6).get(1);
  private static final DemoUser TWO = DemoUser.list(6).get(2);
  private static final DemoUser THREE = DemoUser.list(6).get(3);
  private static final String EVIL = "<script>alert(1)</script>";

  @Test
  void aGatewayKilledUnderAnOpenPageLosesNothing(Backends backends) throws Exception {
    try (Chromium chromium = Chromium.launch();
        House house = new House(backends, true);
        FrontDoor door = new FrontDoor(house.port(0));
        Visitor one = new Visitor(chromium.browser(), door.url(), Look.DESK);
        Visitor two = new Visitor(chromium.browser(), house.url(1), Look.DESK);
        Visitor three = new Visitor(chromium.browser(), house.url(1), Look.DESK)) {
      one.expects("WebSocket|net::ERR_|Failed to load resource");
      house.awaitGateway(0);
      String room = house.room("끊기는 방", How.timed(3_600));
      Page page = one.enter(ONE, room);
      bid(page);
      visible(page.locator(".position.leading"));

      house.killFirst(); // the door goes on leading to where nothing listens any more
      visible(page.locator("[data-line=waiting], [data-line=connecting]"));
      says(page.locator(".sale"), "연결이 끊겼습니다");
      Page other = two.enter(TWO, room);
      Page third = three.enter(THREE, room);
      for (Page bidder : List.of(other, third, other)) {
        bid(bidder);
        visible(bidder.locator(".position.leading"));
      }

      door.turnTo(house.port(1));
      visible(page.locator("[data-line=connected]"));
      visible(page.locator(".position.outbid"));
      counts(page.locator(".feed li.bid"), 4);
      bid(page);
      visible(page.locator(".position.leading"));
    }
  }

  @Test
  void textsOfPeopleAreData(Backends backends) throws Exception {
    try (Chromium chromium = Chromium.launch();
        House house = new House(backends);
        Visitor one = new Visitor(chromium.browser(), house.url(0), Look.DESK);
        Visitor two = new Visitor(chromium.browser(), house.url(1), Look.DESK)) {
      String room = house.room(EVIL + "\u202E뒤집힘\n둘째 줄", How.timed(3_600));
      Page watching = two.enter(TWO, room);
      Page page = one.tab("#/login");
      page.locator("button.plain:has-text('가입')").click();
      page.locator("input[name=email]").fill("evil" + System.nanoTime() + "@x.example");
      page.locator("input[name=name]").fill(EVIL + "\u202E): 9원");
      page.locator("input[name=password]").fill("rather long");
      page.locator("form button.primary").click();
      visible(page.locator(".logout"));
      page.navigate(one.url + "/#/rooms/" + room);
      bid(page);
      page.locator(".chat input").fill(EVIL + "\u2066 \u202E안녕");
      page.locator(".chat form button").click();

      says(watching.locator(".feed"), "<script>alert");
      says(watching.locator(".chat"), EVIL);
      says(watching.locator("h1"), EVIL);
      counts(watching.locator("main script"), 0);
      String shown = watching.locator("body").textContent();
      assertThat(shown).doesNotContain("\u202E", "\u2066");
      assertThat(watching.title()).doesNotContain("\u202E", "\n");
    }
  }
}
