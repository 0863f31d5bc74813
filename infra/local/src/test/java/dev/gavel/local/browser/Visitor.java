package dev.gavel.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.gavel.local.seed.DemoUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/// Somebody at a browser of their own, who may have several tabs. What a browser complains about
/// (scripts that fail, the content policy, missing files) is kept, and must be nothing in the end.
final class Visitor implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /// Chromium breaks requests off when the machine's network changes, as containers that come and
  /// go make it do: no fault of the page's. One that breaks while its scripts load is loaded again.
  private static final Pattern CHANGED = Pattern.compile("net::ERR_NETWORK_CHANGED");

  private static final int MOST_LOADS = 3;

  /// Slow machines share their cores with Kafka and everything else here.
  static final double PATIENCE_MS = 30_000;

  /// How one looks at the page.
  record Look(String lang, int width, int height, ColorScheme colors) {
    static final Look DESK = new Look("ko", 1280, 900, ColorScheme.LIGHT);
    static final Look PHONE = new Look("en", 360, 740, ColorScheme.DARK);

    boolean phone() {
      return width < 500;
    }
  }

  final String url;
  private final BrowserContext context;
  private final List<String> complaints = new ArrayList<>();
  private Pattern expected = CHANGED;

  Visitor(Browser browser, String url, Look look) {
    this.url = url;
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setIsMobile(look.phone())
                .setHasTouch(look.phone())
                .setColorScheme(look.colors())
                .setLocale("ko-KR")
                .setTimezoneId("Asia/Seoul"));
    context.setDefaultTimeout(PATIENCE_MS);
    context.addInitScript(
        "if (origin !== 'null' && !localStorage.getItem('gavel.page')) localStorage.setItem('gavel.page', '{\"lang\":\""
            + look.lang()
            + "\"}');");
    context.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    context.onWebError(error -> complaints.add(error.error()));
    context.onDialog(dialog -> {
      complaints.add("a dialog: " + dialog.message());
      dialog.dismiss();
    });
  }

  /// A new tab at an address of the page, such as `#/rooms/x`.
  Page tab(String hash) {
    Page page = context.newPage();
    load(page, url + "/" + hash);
    assertThat(page.locator("[data-line=connected]"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
    return page;
  }

  private static void load(Page page, String address) {
    AtomicBoolean broken = new AtomicBoolean();
    page.onRequestFailed(
        request -> broken.compareAndSet(false, CHANGED.matcher(request.failure()).find()));
    for (int tries = 0; tries == 0 || (broken.get() && tries < MOST_LOADS); tries++) {
      broken.set(false);
      try {
        page.navigate("about:blank"); // or a hash alone would load nothing
        page.navigate(address);
      } catch (PlaywrightException failed) {
        if (!CHANGED.matcher(failed.getMessage()).find()) {
          throw failed;
        }
        broken.set(true);
      }
    }
  }

  /// Logs in by the form, and stays on that tab.
  Page login(DemoUser user) {
    Page page = tab("#/login");
    page.locator("input[name=email]").fill(user.email());
    page.locator("input[name=password]").fill(DemoUser.PASSWORD);
    page.locator("form button.primary").click();
    visible(page.locator(".logout"));
    return page;
  }

  /// Logs in and goes to a room.
  Page enter(DemoUser user, String room) {
    Page page = login(user);
    page.navigate(url + "/#/rooms/" + room);
    visible(page.locator("button.bid"));
    return page;
  }

  static void visible(Locator locator) {
    assertThat(locator).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
  }

  /// The same of what comes with a room's close, which every bid put off a little.
  static void closes(Locator locator) {
    assertThat(locator)
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(3 * PATIENCE_MS));
  }

  static void says(Locator locator, String text) {
    assertThat(locator)
        .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
  }

  static void counts(Locator locator, int count) {
    assertThat(locator)
        .hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
  }

  /// Presses the bid button once it is ready, whatever stands on it.
  static void bid(Page page) {
    page.locator("button.bid:enabled").click();
    Locator asked = page.locator("dialog .primary");
    if (asked.isVisible()) {
      asked.click();
    }
  }

  /// No fault that axe calls serious or critical.
  static void accessible(Page page) {
    var faults =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .map(rule ->
                    rule.getId()
                        + ": "
                        + rule.getNodes().stream()
                            .limit(3)
                            .map(node -> node.getHtml() + " " + node.getFailureSummary())
                            .toList())
                .toList();
    Assertions.assertThat(faults).as(page.url()).isEmpty();
  }

  /// Nothing is cut off or needs sideways scrolling.
  static void fits(Page page) {
    Object fits =
        page.evaluate("() => document.documentElement.scrollWidth <= document.body.clientWidth");
    Assertions.assertThat(fits).as(page.url()).isEqualTo(true);
  }

  /// Takes the screen from its top, once the pictures of lots are there.
  static void picture(Page page, String name) {
    picture(page, name, page.viewportSize().height);
  }

  /// Takes as much of the screen, from its top.
  static void picture(Page page, String name, int height) {
    page.evaluate("scrollTo(0, 0)");
    page.waitForFunction(
        "() => [...document.images].every(image =>"
            + " image.getBoundingClientRect().top > innerHeight || image.naturalWidth > 0)");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setClip(0, 0, page.viewportSize().width, height)
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /// Whether it can be pressed where one is, without scrolling.
  static void atHand(Locator locator) {
    Assertions.assertThat(
            locator.evaluate(
                "one => { const at = one.getBoundingClientRect();"
                    + " const x = at.left + at.width / 2; const y = at.top + at.height / 2;"
                    + " return at.bottom <= innerHeight && at.top >= 0"
                    + " && one.contains(document.elementFromPoint(x, y)); }"))
        .as("%s is in sight", locator)
        .isEqualTo(true);
  }

  /// What a test brings about itself, such as a line that breaks.
  void expects(String pattern) {
    expected = Pattern.compile(CHANGED.pattern() + "|" + pattern);
  }

  @Override
  public void close() {
    context.close();
    complaints.removeIf(text -> expected.matcher(text).find());
    Assertions.assertThat(complaints).as("what the browser complained about").isEmpty();
  }
}
