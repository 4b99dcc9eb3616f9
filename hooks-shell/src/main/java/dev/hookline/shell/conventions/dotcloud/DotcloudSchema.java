package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.Environment;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.config.YamlNode.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code dotcloud.yml} may say (D4, D23). Unknown keys are ignored, as dotCloud did. Problems
 * go into a list, in the order of the file.
 */
final class DotcloudSchema {
  static final int MOST_INSTANCES = 1_000;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,16}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
  private static final Set<String> PORTS = Set.of("http", "tcp", "udp");
  private static final Map<String, Kind> KEYS =
      Map.ofEntries(
          Map.entry("type", Kind.SCALAR),
          Map.entry("approot", Kind.SCALAR),
          Map.entry("requirements", Kind.SEQUENCE),
          Map.entry("systempackages", Kind.SEQUENCE),
          Map.entry("environment", Kind.MAPPING),
          Map.entry("postinstall", Kind.SCALAR),
          Map.entry("config", Kind.MAPPING),
          Map.entry("instances", Kind.SCALAR),
          Map.entry("process", Kind.SCALAR),
          Map.entry("processes", Kind.MAPPING),
          Map.entry("ports", Kind.MAPPING),
          Map.entry("buildscript", Kind.SCALAR),
          Map.entry("prebuild", Kind.SCALAR),
          Map.entry("postbuild", Kind.SCALAR),
          Map.entry("ruby_version", Kind.SCALAR));

  private final List<String> problems;

  DotcloudSchema(List<String> problems) {
    this.problems = problems;
  }

  /** Returns the services that are as they must be. */
  List<YamlNode.Entry> services(YamlNode file) {
    if (expect(file, Kind.MAPPING, "a map of services") && file.entries().isEmpty()) {
      problems.add(file.place() + ": found no service; expected at least one service");
    }
    return file.entries().stream().filter(this::isService).toList();
  }

  private boolean isService(YamlNode.Entry service) {
    int before = problems.size();
    expect(
        service.key(),
        NAME.matcher(service.key().text()).matches(),
        "the name of a service: at most 16 of a-z, 0-9 and '_'");
    if (expect(service.value(), Kind.MAPPING, "a map with the settings of a service")) {
      check(service.value());
    }
    return problems.size() == before;
  }

  private boolean expect(YamlNode node, Kind kind, String expected) {
    if (node.kind() != kind) {
      problems.add(node.problem(expected));
    }
    return node.kind() == kind;
  }

  private void check(YamlNode service) {
    if (service.find("type").isEmpty()) {
      problems.add(service.place() + ": found a service without a type; expected \"type: …\"");
    }
    for (YamlNode.Entry entry : service.entries()) {
      String key = entry.key().text();
      Kind kind = KEYS.get(key);
      if (kind != null && expect(entry.value(), kind, words(kind) + " under " + key)) {
        checkValue(key, entry.value());
      }
    }
    boolean hasProcess = service.get("process").filter(one -> !one.text().isEmpty()).isPresent();
    service
        .get("processes")
        .filter(all -> hasProcess && !all.entries().isEmpty())
        .ifPresent(
            all ->
                problems.add(
                    all.place()
                        + ": found process and processes in one service; expected one of them"));
  }

  private static String words(Kind kind) {
    return kind == Kind.SCALAR ? "a text" : kind.words();
  }

  private void checkValue(String key, YamlNode value) {
    switch (key) {
      case "type" -> expect(value, ServiceType.isKnown(value.text()), ServiceType.all());
      case "instances" ->
          expect(
              value,
              value.isPlain()
                  && NUMBER.matcher(value.text()).matches()
                  && Integer.parseInt(value.text()) <= MOST_INSTANCES,
              "a number from 1 to " + MOST_INSTANCES);
      case "ports" ->
          value
              .entries()
              .forEach(
                  port ->
                      expect(
                          port.value(), PORTS.contains(port.value().text()), "http, tcp or udp"));
      case "environment" -> value.entries().forEach(this::checkVariable);
      default -> expect(value, value.text().indexOf('\0') < 0, "text without NUL");
    }
  }

  private void expect(YamlNode node, boolean isRight, String expected) {
    if (!isRight) {
      problems.add(node.problem(expected));
    }
  }

  private void checkVariable(YamlNode.Entry variable) {
    String name = variable.key().text();
    if (!VARIABLE.matcher(name).matches() || name.startsWith("DOTCLOUD_")) {
      problems.add(
          variable
              .key()
              .problem(
                  "the name of a variable: letters, digits and '_', not beginning with"
                      + " DOTCLOUD_"));
    } else if (expect(variable.value(), Kind.SCALAR, "a text as the value of " + name)) {
      checkIsOne(name, variable.value());
    }
  }

  private void checkIsOne(String name, YamlNode value) {
    try {
      Environment unused = Environment.of(name, value.text());
    } catch (IllegalArgumentException e) {
      problems.add(value.place() + ": " + e.getMessage());
    }
  }
}
