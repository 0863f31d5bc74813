package dev.gavel.local.browser;

import static dev.gavel.local.browser.Visitor.counts;
import static dev.gavel.local.browser.Visitor.says;
import static dev.gavel.local.browser.Visitor.visible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.local.browser.House.How;
import dev.gavel.local.browser.Visitor.Look;
import dev.gavel.local.seed.DemoUser;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a bidder has at hand: amounts, steps, questions, the keyboard, what is remembered.
@ExtendWith(BackendsExtension.class)
class AtHandIT {
  private static final DemoUser ONE = DemoUser.list(6).get(1);
  private static final DemoUser TWO = DemoUser.list(6).get(2);
  private static final int MOST_TABS = 60;

  private static Chromium chromium;
  private static House house;

  @BeforeAll
  static void start(Backends backends) throws Exception {
    chromium = Chromium.launch();
    house = new House(backends);
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

  private static Visitor visitor() {
    return new Visitor(chromium.browser(), house.url(0), Look.DESK);
  }

  @Test
  void aWatchedLotIsRememberedOnTheDevice() throws Exception {
    String room = house.room("눈여겨보는 작품", How.timed(3_600));
    try (Visitor guest = visitor()) {
      Page lobby = guest.tab("#/");
      var card = ".lotcard:has(a[href='#/rooms/" + room + "'])";
      lobby.locator(card + " .watch").click();
      lobby.reload();
      PlaywrightAssertions.assertThat(lobby.locator(card + " .watch"))
          .hasAttribute("aria-pressed", "true");
      lobby.locator(".filter").last().click();
      counts(lobby.locator(".lotcard"), 1);
      lobby.locator(".lotcard .watch").click();
      counts(lobby.locator(".lotcard"), 0);
      visible(lobby.locator(".empty"));
    }
  }

  /// From the least amount by steps, from a text as people write it, and once more when it is much.
  @Test
  void amountsAreReadAloudAndJumpsAreAskedAbout() throws Exception {
    String room = house.room("호가를 올리는 작품", How.timed(3_600));
    try (Visitor one = visitor()) {
      Page page = one.enter(ONE, room);
      var amount = page.locator(".amount input");
      page.locator(".step").nth(1).click();
      PlaywrightAssertions.assertThat(amount).hasValue("600,000");
      says(page.locator(".amount .aid"), "60만 원");
      says(page.locator("button.bid"), "600,000원 응찰하기");

      amount.fill("1억 2500만");
      says(page.locator(".amount .aid"), "1억 2,500만 원");
      page.locator("button.bid").click();
      says(page.locator("dialog"), "125,000,000원 (1억 2,500만 원)");
      page.keyboard().press("Escape");
      counts(page.locator("dialog"), 0);
      assertThat(house.snapshot(room).path("standing").path("bids").asInt()).isZero();

      amount.fill("천원");
      PlaywrightAssertions.assertThat(page.locator("button.bid")).isDisabled();
      amount.fill("600000");
      page.locator("button.bid").click();
      visible(page.locator(".position.leading"));
      says(page.locator(".aloud"), "600,000원");
      mine(page, one.url);
    }
  }

  private static void mine(Page page, String url) throws Exception {
    page.navigate(url + "/#/mine");
    says(page.locator(".myroom.leading").first(), "호가를 올리는 작품");
    Download receipts =
        page.waitForDownload(() -> page.locator("button:has-text('내려받기')").first().click());
    assertThat(Files.readString(receipts.path())).contains("\"receipt\"", "\"leading\"", "600000");
  }

  /// With the keyboard alone: to the content, to the button, and the bid is made.
  @Test
  void theKeyboardIsEnough() throws Exception {
    String room = house.room("자판으로 사는 작품", How.timed(3_600));
    try (Visitor two = visitor()) {
      Page page = two.enter(TWO, room);
      page.reload();
      visible(page.locator("button.bid:enabled"));
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
      int tabs = 0;
      while (page.locator("button.bid:focus").count() == 0) {
        assertThat(++tabs).as("tabs to the button").isLessThan(MOST_TABS);
        page.keyboard().press("Tab");
      }
      assertThat(page.locator("button.bid:focus-visible").count()).isEqualTo(1);
      page.keyboard().press("Enter");
      visible(page.locator(".position.leading"));
    }
  }
}
