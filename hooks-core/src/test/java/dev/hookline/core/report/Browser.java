package dev.hookline.core.report;

import dev.hookline.core.json.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Chromium without a window, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final String LISTENING = "DevTools listening on ";
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> loads = new LinkedBlockingQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> dialogs = new CopyOnWriteArrayList<>();
  private String session = "";
  private int lastId;

  private Browser(Process process, String address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Receiver())
            .join();
  }

  /** Starts a browser whose profile is in that directory, and opens an empty page. */
  static Browser start(Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("chromium ended before it listened");
    }
    Thread drain = new Thread(() -> said.lines().forEach(ignored -> {}));
    drain.setDaemon(true);
    drain.start();
    Browser browser = new Browser(process, line.substring(LISTENING.length()));
    browser.attach();
    return browser;
  }

  private void attach() throws Exception {
    Object target = call("Target.createTarget", json -> json.member("url", "about:blank"));
    String id = (String) Json.at(target, "targetId");
    Object attached =
        call("Target.attachToTarget", json -> json.member("targetId", id).member("flatten", true));
    session = (String) Json.at(attached, "sessionId");
    call("Page.enable", json -> {});
    call("Network.enable", json -> {});
  }

  /** Calls a method of the protocol and returns its result. */
  Object call(String method, Consumer<JsonWriter> parameters) throws Exception {
    StringBuilder text = new StringBuilder();
    JsonWriter json = JsonWriter.compact(text);
    json.beginObject().member("id", ++lastId).member("method", method);
    if (!session.isEmpty()) {
      json.member("sessionId", session);
    }
    json.beginObject("params");
    parameters.accept(json);
    json.endObject().endObject();
    socket.sendText(text, true).join();
    Object answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer == null || ((Map<?, ?>) answer).containsKey("error")) {
      throw new IllegalStateException(method + ": " + answer);
    }
    return Json.at(answer, "result");
  }

  /** Opens a page and waits until it is loaded. */
  void open(String address) throws Exception {
    loads.clear();
    requests.clear();
    call("Page.navigate", json -> json.member("url", address));
    if (loads.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
      throw new IllegalStateException(address + " was not loaded");
    }
  }

  /** Returns the value of an expression in the page. */
  @Nullable Object ask(String expression) throws Exception {
    Object result =
        call(
            "Runtime.evaluate",
            json -> json.member("expression", expression).member("returnByValue", true));
    if (((Map<?, ?>) result).containsKey("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result);
    }
    return ((Map<?, ?>) Json.at(result, "result")).get("value");
  }

  /** Makes the page this large, and dark or light. */
  void show(int width, int height, boolean isDark) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        json ->
            json.member("width", width)
                .member("height", height)
                .member("deviceScaleFactor", 1)
                .member("mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        json -> {
          json.beginArray("features").beginObject().member("name", "prefers-color-scheme");
          json.member("value", isDark ? "dark" : "light").endObject().endArray();
        });
  }

  /** Writes what is seen to a PNG file. */
  void picture(Path file) throws Exception {
    Object shot = call("Page.captureScreenshot", json -> json.member("format", "png"));
    Files.write(file, Base64.getDecoder().decode((String) Json.at(shot, "data")));
  }

  /** Returns the addresses that were asked for since the page was opened. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Returns what pages have shown in dialogs. */
  List<String> dialogs() {
    return List.copyOf(dialogs);
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(Object message) {
    Object method = ((Map<?, ?>) message).get("method");
    if (method == null) {
      answers.add(message);
    } else if (method.equals("Page.loadEventFired")) {
      loads.add(message);
    } else if (method.equals("Network.requestWillBeSent")) {
      requests.add((String) Json.at(message, "params", "request", "url"));
    } else if (method.equals("Page.javascriptDialogOpening")) {
      dialogs.add((String) Json.at(message, "params", "message"));
    }
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        receive(Json.read(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      throw new UncheckedIOException(new IOException(error));
    }
  }
}
