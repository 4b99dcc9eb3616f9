package dev.hookline.core.report;

import static dev.hookline.core.report.FakeRun.ended;
import static dev.hookline.core.report.FakeRun.failed;
import static dev.hookline.core.report.FakeRun.good;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hookline.api.RunStatus;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a browser: as it is, and as Jenkins serves it, which forbids styles and scripts.
 * Leaves pictures in the build directory, for people to look at.
 */
@Tag("browser")
@Timeout(120)
class BrowserTest {
  private static final String POLICY =
      "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

  @TempDir private static Path profile;

  private static final Map<String, String> PAGES = new ConcurrentHashMap<>();
  private static HttpServer server;
  private static Browser browser;
  private static Path pictures;

  @BeforeAll
  static void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String page = PAGES.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "");
          byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          if (path.startsWith("/strict/")) {
            exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
          }
          exchange.sendResponseHeaders(
              bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
          }
        });
    server.start();
    PAGES.put(
        "report", FakeRun.deployment().record(38_050, RunStatus.FAILED).report(ReportFormat.HTML));
    browser = Browser.start(profile);
    pictures = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "pictures"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.stop(0);
  }

  private static String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void open(String path, int width, int height, boolean isDark) throws Exception {
    browser.show(width, height, isDark);
    browser.open(address(path));
  }

  private static double number(String expression) throws Exception {
    return ((Number) browser.ask(expression)).doubleValue();
  }

  private static String text() throws Exception {
    return (String) browser.ask("document.body.innerText");
  }

  @Test
  void page_asItIs_isStyledAndAsksForNothingElse() throws Exception {
    open("/report", 1280, 1600, false);
    browser.picture(pictures.resolve("desktop.png"));
    assertThat(text()).contains("Failures").contains("waiting for a lock on table orders");
    assertThat(browser.ask("getComputedStyle(document.querySelector('.h>summary')).display"))
        .isEqualTo("grid");
    assertThat(browser.requests())
        .filteredOn(request -> !request.endsWith("/favicon.ico"))
        .containsExactly(address("/report"));
  }

  @Test
  void page_underAStrictPolicy_isReadWithoutStylesAndScripts() throws Exception {
    open("/strict/report", 1280, 1600, false);
    browser.picture(pictures.resolve("strict.png"));
    assertThat(browser.ask("getComputedStyle(document.querySelector('.h>summary')).display"))
        .isNotEqualTo("grid");
    assertThat(browser.ask("document.querySelector('input')")).isNull();
    assertThat(text())
        .contains("deployment failed after 38.1 s")
        .contains("./migrate.sh up --to 42");
    assertThat(number("document.querySelector('rect').getBoundingClientRect().width"))
        .isGreaterThan(1);
    assertThat(browser.ask("getComputedStyle(document.querySelectorAll('.h rect')[0]).fill"))
        .isEqualTo("rgb(47, 158, 95)");
  }

  @Test
  void details_underAStrictPolicy_openByAClick() throws Exception {
    open("/strict/report", 1280, 1600, false);
    assertThat(browser.ask("document.querySelector('.h').open")).isEqualTo(false);
    browser.ask("document.querySelector('.h>summary').scrollIntoView()");
    double x = number("document.querySelector('.h b').getBoundingClientRect().x + 5");
    double y = number("document.querySelector('.h b').getBoundingClientRect().y + 5");
    for (String type : new String[] {"mousePressed", "mouseReleased"}) {
      browser.call(
          "Input.dispatchMouseEvent",
          json -> {
            json.member("type", type).member("x", (long) x).member("y", (long) y);
            json.member("button", "left").member("clickCount", 1);
          });
    }
    assertThat(browser.ask("document.querySelector('.h').open")).isEqualTo(true);
    assertThat(text()).contains("git fetch --depth 1 origin main");
  }

  @Test
  void bars_ofHooksThatOverlap_standAboveOneAnother() throws Exception {
    open("/report", 1280, 1600, false);
    String bar =
        "Array.from(document.querySelectorAll('.h')).find(e => "
            + "e.querySelector('b').textContent.includes('%s')).querySelector('rect').getBoundingClientRect().%s";
    double compileEnd = number(String.format(bar, "compile", "right"));
    assertThat(number(String.format(bar, "assets", "left"))).isLessThan(compileEnd);
    assertThat(number(String.format(bar, "image", "left")))
        .isBetween(compileEnd - 1, compileEnd + 1);
  }

  @Test
  void page_onAPhone_fitsItsWidth() throws Exception {
    for (String path : new String[] {"/report", "/strict/report"}) {
      open(path, 390, 1600, false);
      browser.picture(pictures.resolve(path.contains("strict") ? "phone-strict.png" : "phone.png"));
      assertThat(number("document.documentElement.scrollWidth")).as(path).isLessThanOrEqualTo(390);
    }
  }

  @Test
  void page_inTheDark_isDark() throws Exception {
    open("/report", 1280, 1600, true);
    browser.picture(pictures.resolve("dark.png"));
    assertThat(browser.ask("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(15, 20, 25)");
  }

  @Test
  void search_leavesWhatHasAllWords() throws Exception {
    open("/report", 1280, 1600, false);
    browser.ask("document.querySelector('input[type=search]').value = 'docker PULL'");
    browser.ask("document.querySelector('input[type=search]').dispatchEvent(new Event('input'))");
    assertThat(
            browser.ask(
                "Array.from(document.querySelectorAll('.h:not([hidden]) b'),"
                    + " e => e.textContent).join()"))
        .isEqualTo("✓ pull-image");
    assertThat(browser.ask("document.querySelector('[role=status]').textContent"))
        .isEqualTo("1 hook");
  }

  @Test
  void filter_leavesWhatDidNotGoWell() throws Exception {
    open("/report", 1280, 1600, false);
    browser.ask("document.querySelector('input[type=checkbox]').click()");
    assertThat(
            browser.ask(
                "Array.from(document.querySelectorAll('.h:not([hidden]) b'),"
                    + " e => e.textContent).join()"))
        .isEqualTo("! licences,◷ migrate,✗ undo of freeze");
  }

  @Test
  void page_ofHostileTexts_runsNothing() throws Exception {
    String hostile =
        "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>\"'"
            + " onclick=alert(4)</pre></details></title><iframe src=//h.invalid></iframe>";
    FakeRun run =
        new FakeRun("r")
            .hook(ended("p", "a", 0, 1, failed(hostile)).command(hostile).output(hostile))
            .hook(good("p", "b", 1, 2).command(hostile).output(hostile))
            .warning(1, hostile);
    PAGES.put("hostile", run.record(2, RunStatus.FAILED).report(ReportFormat.HTML));
    open("/hostile", 1280, 1600, false);
    assertThat(browser.dialogs()).isEmpty();
    assertThat(number("document.querySelectorAll('img,iframe,[onclick],[onload]').length"))
        .isZero();
    assertThat(text()).contains("<script>alert(1)</script>");
    assertThat(browser.requests())
        .filteredOn(request -> !request.endsWith("/favicon.ico"))
        .containsExactly(address("/hostile"));
  }

  @Test
  void page_ofMarkupThatGotOut_wouldStillRunNothing() throws Exception {
    String page = PAGES.get("report");
    PAGES.put(
        "broken", page.replace("</main>", "<script>document.title = 'hacked'</script></main>"));
    open("/broken", 1280, 1600, false);
    assertThat(browser.ask("document.title")).isEqualTo("✗ deployment failed");
    assertThat(browser.ask("document.querySelector('input') !== null")).isEqualTo(true);
  }

  @Test
  void page_of10000Hooks_loadsAndIsSearched() throws Exception {
    PAGES.put(
        "large", FakeRun.large(10_000).record(100_100, RunStatus.FAILED).report(ReportFormat.HTML));
    open("/large", 1280, 1600, false);
    browser.picture(pictures.resolve("large.png"));
    System.out.println(
        "10,000 hooks: loaded after "
            + browser.ask(
                "Math.round(performance.timing.loadEventStart -"
                    + " performance.timing.navigationStart)")
            + " ms");
    assertThat(number("document.querySelectorAll('.h').length")).isEqualTo(10_000);
    browser.ask("document.querySelector('input[type=search]').value = 'hook-4711.sh'");
    browser.ask("document.querySelector('input[type=search]').dispatchEvent(new Event('input'))");
    assertThat(number("document.querySelectorAll('.h:not([hidden])').length")).isEqualTo(1);
    assertThat(number("document.documentElement.scrollHeight")).isLessThan(40_000);
  }
}
