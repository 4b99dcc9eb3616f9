package dev.hookline.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoordinationV1Api;
import io.kubernetes.client.openapi.models.V1Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The part of an API server that has Leases, by its documented rules; it can cut clients off. */
final class LeaseServer implements AutoCloseable {
  private static final String PATH = "/apis/coordination.k8s.io/v1/namespaces/shop/leases";

  private final HttpServer server;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final Map<String, JsonObject> leases = new TreeMap<>();
  private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
  private final Set<String> deaf = ConcurrentHashMap.newKeySet();
  private int version = 100;

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer takes 40 ms
  }

  LeaseServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns a client that gives a call up after this time. */
  static CoordinationV1Api client(String address, String name, Duration limit) {
    int millis = (int) limit.toMillis();
    return new CoordinationV1Api(
        new ApiClient()
            .setBasePath(address)
            .setUserAgent(name)
            .setConnectTimeout(millis)
            .setReadTimeout(millis)
            .setWriteTimeout(millis));
  }

  LeaseLedger ledger(String name, Duration duration) {
    return new LeaseLedger(client(address(), name, duration.dividedBy(6)), "shop", name, duration);
  }

  /** From now on a client gets no answers, and its calls do nothing. */
  void cutOff(String client) {
    cutOff.add(client);
  }

  /** The next write of a client is done, but its answer is lost. */
  void loseAnAnswerTo(String client) {
    deaf.add(client);
  }

  void heal(String client) {
    cutOff.remove(client);
  }

  synchronized String text(String lease) {
    return leases.get(lease).toString();
  }

  synchronized Set<String> names() {
    return Set.copyOf(leases.keySet());
  }

  /** Has somebody else change a Lease, as {@code kubectl annotate} does. */
  synchronized void touch(String lease) {
    JsonObject stored = leases.get(lease);
    stored.getAsJsonObject("metadata").getAsJsonObject("annotations").addProperty("note", "x");
    store(lease, stored);
  }

  synchronized void delete(String lease) {
    leases.remove(lease);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String client = exchange.getRequestHeaders().getFirst("User-Agent");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (cutOff.contains(client)) {
      exchange.close();
      return;
    }
    boolean isWrite = !exchange.getRequestMethod().equals("GET");
    Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
    if (isWrite && deaf.remove(client)) {
      exchange.close();
      return;
    }
    byte[] bytes = answer.body().toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.code(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Answer(int code, JsonElement body) {}

  private static Answer refusal(int code, String reason, String message) {
    JsonObject status = new JsonObject();
    status.addProperty("apiVersion", "v1");
    status.addProperty("kind", "Status");
    status.addProperty("status", "Failure");
    status.addProperty("reason", reason);
    status.addProperty("message", message);
    status.addProperty("code", code);
    return new Answer(code, status);
  }

  private synchronized Answer answer(String method, String path, String body) {
    if (!path.startsWith(PATH)) {
      return refusal(403, "Forbidden", "leases of another namespace are forbidden: " + path);
    }
    String name = path.substring(PATH.length()).replace("/", "");
    return switch (method) {
      case "GET" -> name.isEmpty() ? list() : get(name);
      case "POST" -> create(JsonParser.parseString(body).getAsJsonObject());
      case "PUT" -> replace(name, JsonParser.parseString(body).getAsJsonObject());
      default -> refusal(405, "MethodNotAllowed", method);
    };
  }

  private Answer list() {
    JsonArray items = new JsonArray();
    leases.values().forEach(items::add);
    JsonObject list = new JsonObject();
    list.addProperty("apiVersion", "coordination.k8s.io/v1");
    list.addProperty("kind", "LeaseList");
    list.add("metadata", new JsonObject());
    list.add("items", items);
    return new Answer(200, list);
  }

  private Answer get(String name) {
    return leases.containsKey(name)
        ? new Answer(200, leases.get(name))
        : refusal(404, "NotFound", "leases \"" + name + "\" not found");
  }

  private Answer create(JsonObject lease) {
    String name = metadata(lease, "name");
    String problem = problem(lease);
    if (!problem.isEmpty()) {
      return refusal(422, "Invalid", problem);
    }
    if (leases.containsKey(name)) {
      return refusal(409, "AlreadyExists", "leases \"" + name + "\" already exists");
    }
    lease.getAsJsonObject("metadata").addProperty("uid", "uid-" + version);
    return new Answer(201, store(name, lease));
  }

  private Answer replace(String name, JsonObject lease) {
    String problem = problem(lease);
    if (!problem.isEmpty()) {
      return refusal(422, "Invalid", problem);
    }
    JsonObject stored = leases.get(name);
    if (stored == null) {
      return refusal(404, "NotFound", "leases \"" + name + "\" not found");
    }
    boolean isSame =
        metadata(lease, "resourceVersion").equals(metadata(stored, "resourceVersion"))
            && metadata(lease, "uid").equals(metadata(stored, "uid"));
    return isSame
        ? new Answer(200, store(name, lease))
        : refusal(409, "Conflict", "the object has been modified");
  }

  private JsonObject store(String name, JsonObject lease) {
    version++;
    JsonObject stored = lease.deepCopy();
    stored.getAsJsonObject("metadata").addProperty("resourceVersion", "" + version);
    leases.put(name, stored);
    return stored;
  }

  private static String metadata(JsonObject lease, String field) {
    JsonElement value = lease.getAsJsonObject("metadata").get(field);
    return value == null ? "" : value.getAsString();
  }

  /** Unknown and missing fields are found by the model of the official client. */
  private static String problem(JsonObject lease) {
    try {
      V1Lease.validateJsonElement(lease);
    } catch (IOException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    JsonObject spec = lease.getAsJsonObject("spec");
    if (!metadata(lease, "name").matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
      return "metadata.name: not a DNS name";
    }
    if (spec.has("holderIdentity") && spec.get("holderIdentity").getAsString().isEmpty()) {
      return "spec.holderIdentity: must not be empty";
    }
    if (spec.get("leaseDurationSeconds").getAsInt() <= 0) {
      return "spec.leaseDurationSeconds: must be greater than 0";
    }
    boolean isMicroTime = spec.get("renewTime").getAsString().matches(".*\\.\\d{6}(Z|[+-].*)");
    return isMicroTime ? "" : "spec.renewTime: not a MicroTime: " + spec.get("renewTime");
  }
}
