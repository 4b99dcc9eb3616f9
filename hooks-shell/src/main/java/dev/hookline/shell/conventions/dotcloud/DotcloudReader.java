package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSourceException;
import dev.hookline.shell.config.YamlFile;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.config.YamlNode.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code dotcloud.yml} by its schema (D4); used once. */
final class DotcloudReader {
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9_]{1,16}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]+");

  private final Path project;
  private final List<String> problems = new ArrayList<>();

  private DotcloudReader(Path project) {
    this.project = project;
  }

  /**
   * Returns the services in the order of the file.
   *
   * @throws HookSourceException with every problem of the file
   */
  static List<DotcloudService> read(Path project) {
    DotcloudReader reader = new DotcloudReader(project);
    List<DotcloudService> services = reader.services(project.resolve("dotcloud.yml"));
    if (!reader.problems.isEmpty()) {
      throw new HookSourceException(reader.problems);
    }
    return services;
  }

  private List<DotcloudService> services(Path file) {
    YamlNode root =
        YamlFile.read(file)
            .orElseThrow(
                () ->
                    new HookSourceException(
                        file + ":1:1: found an empty file; expected at least one service"));
    expect(root, Kind.MAPPING, "a map of services");
    List<DotcloudService> services = new ArrayList<>();
    for (YamlNode.Entry entry : root.entries()) {
      checkName(entry.key());
      if (expect(entry.value(), Kind.MAPPING, "a map with the settings of a service")) {
        services.add(service(entry.key().text(), entry.value()));
      }
    }
    return services;
  }

  private void checkName(YamlNode key) {
    if (!SERVICE.matcher(key.text()).matches()) {
      problems.add(key.problem("the name of a service: at most 16 of a-z, 0-9 and '_'"));
    }
  }

  private boolean expect(YamlNode node, Kind kind, String expected) {
    if (node.kind() != kind) {
      problems.add(node.problem(expected));
    }
    return node.kind() == kind;
  }

  private DotcloudService service(String name, YamlNode service) {
    if (service.find("process").isPresent() && service.find("processes").isPresent()) {
      problems.add(
          service.find("processes").orElseThrow().place()
              + ": found process and processes in one service; expected one of them");
    }
    Path root =
        project.resolve(text(service, "approot").map(YamlNode::text).orElse(".")).normalize();
    return new DotcloudService(
        name,
        text(service, "type").map(YamlNode::text).orElse(""),
        root,
        environment(service),
        command(service, "prebuild"),
        command(service, "postbuild"),
        postinstall(root, text(service, "postinstall")));
  }

  /** Any scalar is a text; nothing, and the empty text, mean that there is none (D4, D11). */
  private Optional<YamlNode> text(YamlNode service, String key) {
    return service
        .get(key)
        .filter(value -> expect(value, Kind.SCALAR, "a text under " + key))
        .filter(value -> !value.text().isEmpty());
  }

  private Optional<YamlNode> command(YamlNode service, String key) {
    return text(service, key).filter(this::isOneCommand);
  }

  private boolean isOneCommand(YamlNode command) {
    Optional<String> operator = DotcloudCommand.compoundOperator(command.text());
    operator.ifPresent(
        found ->
            problems.add(
                command.place()
                    + ": found '"
                    + found
                    + "' in a command; expected one command, because dotCloud runs \"exec"
                    + " COMMAND\", which would not do what it says; put it into a script"));
    return operator.isEmpty();
  }

  private Optional<Path> postinstall(Path root, Optional<YamlNode> key) {
    Path file = root.resolve(key.map(YamlNode::text).orElse("postinstall")).normalize();
    if (!Files.isRegularFile(file)) {
      key.ifPresent(
          node ->
              problems.add(
                  node.place()
                      + ": found \""
                      + node.text()
                      + "\", which is not a file; expected the path of a file, relative to the approot"
                      + " "
                      + root));
      return Optional.empty();
    }
    if (!Files.isExecutable(file)) {
      problems.add(file + " is not executable; type: chmod +x " + file);
      return Optional.empty();
    }
    return Optional.of(file);
  }

  private Environment environment(YamlNode service) {
    Environment all = Environment.empty();
    for (YamlNode.Entry entry :
        service.get("environment").map(YamlNode::entries).orElse(List.of())) {
      String name = entry.key().text();
      if (!VARIABLE.matcher(name).matches() || name.startsWith("DOTCLOUD_")) {
        problems.add(
            entry
                .key()
                .problem(
                    "the name of a variable: letters, digits and '_', not beginning with"
                        + " DOTCLOUD_"));
      } else if (expect(entry.value(), Kind.SCALAR, "a text as the value of " + name)) {
        all = all.with(name, entry.value().text());
      }
    }
    return all;
  }
}
