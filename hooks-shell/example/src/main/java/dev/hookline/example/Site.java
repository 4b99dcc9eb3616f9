package dev.hookline.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Serves the directory {@code public} of the release that a link points at, on loopback. {@code
 * /release} answers the name of the release, and so does {@code /} if there is no page.
 */
final class Site implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  private final HttpServer server;
  private final Path link;

  private Site(HttpServer server, Path link) {
    this.server = server;
    this.link = link;
  }

  static Site serving(Path link) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Site site = new Site(HttpServer.create(new InetSocketAddress(loopback, 0), 0), link);
    site.server.createContext("/", site::answer);
    site.server.start();
    return site;
  }

  URI address() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** Returns what the site answers to a request. */
  String get(String path) throws IOException {
    return get(address(), path);
  }

  static String get(URI address, String path) throws IOException {
    URLConnection connection = address.resolve(path).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return new String(connection.getInputStream().readAllBytes(), UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (Files.exists(link)) {
        answer(exchange, link.toRealPath());
      } else {
        send(exchange, 503, "nothing is deployed");
      }
    }
  }

  private static void answer(HttpExchange exchange, Path release) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Path pages = release.resolve("public");
    Path page =
        pages.resolve(path.endsWith("/") ? "." + path + "index.html" : "." + path).normalize();
    if (page.startsWith(pages) && Files.isRegularFile(page)) {
      send(exchange, 200, Files.readString(page));
    } else if (path.equals("/") || path.equals("/release")) {
      send(exchange, 200, "release " + release.getFileName());
    } else {
      send(exchange, 404, "no such page");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
