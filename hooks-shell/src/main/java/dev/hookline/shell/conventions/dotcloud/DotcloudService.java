package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.Environment;
import dev.hookline.shell.config.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One service of a {@code dotcloud.yml}, as it was read (D26). Immutable and thread-safe.
 *
 * @see DotcloudHooks#services
 */
public final class DotcloudService {
  private final String name;
  private final YamlNode definition;
  private final Path project;

  DotcloudService(String name, YamlNode definition, Path project) {
    this.name = name;
    this.definition = definition;
    this.project = project;
  }

  /** Returns the name, such as {@code www}. */
  public String name() {
    return name;
  }

  /** Returns the type, such as {@code python-worker}. */
  public String type() {
    return text("type").orElseThrow();
  }

  /** Returns whether it has code: only then is it built and has hooks (D21). */
  public boolean isCode() {
    return ServiceType.isCode(type());
  }

  /** Returns its directory, the approot; absolute. Its hooks start there (D7). */
  public Path root() {
    return project.resolve(text("approot").orElse(".")).normalize();
  }

  /** Returns the command before the build; empty if there is none, and for data services. */
  public Optional<String> prebuild() {
    return hook("prebuild").map(node -> node.text().strip());
  }

  /** Returns the command after the build; empty if there is none, and for data services. */
  public Optional<String> postbuild() {
    return hook("postbuild").map(node -> node.text().strip());
  }

  /**
   * Returns the file that the key {@code postinstall} names, or the one of that name in the
   * approot; absolute. Empty for data services; of the others it says nothing about whether the
   * file exists.
   */
  public Optional<Path> postinstall() {
    if (!isCode()) {
      return Optional.empty();
    }
    return Optional.of(file(text("postinstall").orElse("postinstall"), root()));
  }

  /** Returns the script that builds a custom service, relative to the project (D19); absolute. */
  public Optional<Path> buildscript() {
    return text("buildscript").map(path -> file(path, project));
  }

  /** Returns how many instances the file asks for; at least 1. */
  public int instances() {
    return text("instances").map(Integer::parseInt).orElse(1);
  }

  /** Returns its variables at run time (D18). */
  public Environment environment() {
    Environment all = Environment.empty();
    for (YamlNode.Entry entry :
        definition.get("environment").map(YamlNode::entries).orElse(List.of())) {
      all = all.with(entry.key().text(), entry.value().text());
    }
    return all;
  }

  /** Returns all that the file says of it, such as its requirements, processes and ports. */
  public YamlNode definition() {
    return definition;
  }

  /** {@code ~} is the home of the service, in which its code is (D22). */
  private Path file(String path, Path base) {
    for (Map.Entry<String, Path> ofHome : directoriesOfHome().entrySet()) {
      String directory = "~/" + ofHome.getKey();
      if ((path + "/").startsWith(directory + "/")) {
        String rest = path.substring(directory.length()).replaceFirst("^/+", "");
        return ofHome.getValue().resolve(rest).normalize();
      }
    }
    return path.startsWith("~/")
        ? Path.of(System.getProperty("user.home")).resolve(path.substring(2)).normalize()
        : base.resolve(path).normalize();
  }

  /** Returns the directories that are in the home of the service, by their names there (D7). */
  Map<String, Path> directoriesOfHome() {
    return Map.of("code", project, "current", root());
  }

  Path project() {
    return project;
  }

  /** Returns the value under a key of a code service. */
  Optional<YamlNode> hook(String key) {
    return isCode() ? value(key) : Optional.empty();
  }

  Optional<YamlNode> value(String key) {
    return definition.get(key).filter(value -> !value.text().isBlank());
  }

  private Optional<String> text(String key) {
    return value(key).map(YamlNode::text);
  }

  /** Returns name and type. */
  @Override
  public String toString() {
    return name + " (" + type() + ")";
  }
}
