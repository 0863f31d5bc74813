package dev.gavel.local.browser;

import static dev.gavel.local.browser.Visitor.says;
import static dev.gavel.local.browser.Visitor.visible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.local.Npm;
import dev.gavel.local.browser.House.How;
import dev.gavel.local.browser.Visitor.Look;
import dev.gavel.local.seed.DemoUser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The front end of the original: `socket.io-client` from npm, unchanged, and a page that knows
/// nothing of ours (test resources, `original`).
@ExtendWith(BackendsExtension.class)
class OriginalPageIT {
  private static final String CLIENT = "socket.io-client@4.8.1";
  private static final Path FOLDER = Path.of("target/socket.io-client");
  private static final Path RESOURCES = Path.of("src/test/resources/original");
  private static final DemoUser ONE = DemoUser.list(6).get(1);
  private static final DemoUser TWO = DemoUser.list(6).get(2);

  @Test
  void theOriginalsPageWorksUnchangedOnTwoGateways(Backends backends) throws Exception {
    Path client = Npm.installed(FOLDER, CLIENT, "socket.io-client/dist/socket.io.js");
    try (Chromium chromium = Chromium.launch();
        House house = new House(backends);
        Visitor one = new Visitor(chromium.browser(), house.url(0), Look.DESK);
        Visitor two = new Visitor(chromium.browser(), house.url(1), Look.DESK)) {
      String room = house.room("원본의 방", How.timed(3_600));
      String item = house.snapshot(room).path("terms").path("item").asText();
      Page first = original(one, ONE, client, item, room);
      Page second = original(two, TWO, client, item, room);

      bid(first, "500000");
      says(first.locator("#top"), "본인: 500000원");
      says(second.locator("#top"), "%s(%s): 500000원".formatted(ONE.name(), ONE.email()));
      bid(second, "550000");
      says(first.locator("#top"), "%s(%s): 550000원".formatted(TWO.name(), TWO.email()));
      says(second.locator("#top"), "본인: 550000원");

      bid(first, "1");
      says(first.locator("#messages"), "오류: ");
      first.reload();
      visible(first.locator("[data-transport=websocket]"));
      bid(first, "600000");
      says(second.locator("#top"), "600000원");
      assertThat(second.locator("#messages li").allTextContents()).hasSize(3);
    }
  }

  private static Page original(Visitor who, DemoUser user, Path client, String item, String room) {
    Page page = who.login(user);
    page.route("**/original.html?*", route -> give(route, RESOURCES.resolve("original.html")));
    page.route("**/original.js", route -> give(route, RESOURCES.resolve("original.js")));
    page.route("**/socket.io/socket.io.js", route -> give(route, client));
    page.navigate(
        "%s/original.html?id=%s&roomId=%s&email=%s".formatted(who.url, item, room, user.email()));
    visible(page.locator("[data-transport=websocket]"));
    return page;
  }

  private static void give(Route route, Path file) {
    route.fulfill(
        new Route.FulfillOptions()
            .setPath(file)
            .setContentType(file.toString().endsWith(".html") ? "text/html" : "text/javascript"));
  }

  private static void bid(Page page, String price) {
    page.locator("#price").fill(price);
    page.locator("#bid button").click();
  }
}
