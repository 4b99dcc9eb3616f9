package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.config.YamlNode.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the content of files in the place of {@code !include} (U17, U26): looked for below a
 * directory, then beside the file that includes it. A file is read once, however often it is
 * included. Not thread-safe.
 */
final class UpsunIncludes {
  private static final String TAG = "!include";

  private static final int DEEPEST = 10;
  private static final Set<String> NOT_OURS = Set.of("binary", "archive");

  private final UpsunYaml files;

  /** The root of the application; empty as long as it is not known. */
  private final Optional<Path> below;

  private final Map<Source, Optional<YamlNode>> known = new HashMap<>();
  private final Set<YamlNode> refused = new HashSet<>();

  /** A file, read as text or as YAML. */
  private record Source(Path file, String type) {}

  private UpsunIncludes(UpsunYaml files, Optional<Path> below) {
    this.files = files;
    this.below = below;
  }

  /** Follows the includes of an application with this root. */
  static UpsunIncludes ofApplication(UpsunYaml files, Path root) {
    return new UpsunIncludes(files, Optional.of(root));
  }

  /** Follows includes outside an application, or before its root is known. */
  static UpsunIncludes ofProject(UpsunYaml files) {
    return new UpsunIncludes(files, Optional.empty());
  }

  /** Returns what is included if the value as a whole is an include, else the value. */
  YamlNode open(YamlNode node) {
    return open(node, List.of(node.file()));
  }

  /** Returns the value with everything included that is in it. */
  YamlNode openAll(YamlNode node) {
    return openAll(node, List.of(node.file()));
  }

  private YamlNode openAll(YamlNode node, List<Path> chain) {
    return node.replaceTagged(TAG, include -> open(include, chain));
  }

  private YamlNode open(YamlNode node, List<Path> chain) {
    return isInclude(node) ? content(node, chain).orElseGet(() -> refuse(node)) : node;
  }

  private static String ofType(YamlNode include) {
    String type = include.get("type").map(YamlNode::text).orElse("");
    return "of type \"" + type + "\"; expected string or yaml";
  }

  private static boolean isInclude(YamlNode node) {
    return node.tag().equals(Optional.of(TAG));
  }

  private YamlNode refuse(YamlNode include) {
    refused.add(include);
    return include;
  }

  /** Returns whether a value is of this kind; notes the problem if it is not. */
  boolean expect(YamlNode node, Kind kind, String expected) {
    boolean isRight = node.kind() == kind && !isInclude(node);
    if (!isRight && !refused.contains(node)) {
      files.problem(
          isInclude(node)
              ? node.place() + ": found !include " + ofType(node)
              : node.problem(expected));
    }
    return isRight;
  }

  private Optional<YamlNode> content(YamlNode include, List<Path> chain) {
    String type = include.get("type").map(YamlNode::text).orElse("yaml");
    if (NOT_OURS.contains(type)) {
      return Optional.of(include);
    }
    if (!type.equals("string") && !type.equals("yaml")) {
      return wrong(include, ofType(include));
    }
    Optional<YamlNode> path =
        include.kind() == Kind.SCALAR ? Optional.of(include) : include.get("path");
    if (path.map(YamlNode::text).orElse("").isEmpty()) {
      return wrong(include, "without a path; expected \"path: …\"");
    }
    if (path.get().text().chars().anyMatch(Character::isISOControl)) {
      files.problem(path.get().problem("the path of a file"));
      return Optional.empty();
    }
    return find(path.get().text(), include)
        .flatMap(
            file ->
                type.equals("string")
                    ? known.computeIfAbsent(new Source(file, type), source -> files.text(file))
                    : yaml(include, file, chain));
  }

  private Optional<YamlNode> yaml(YamlNode include, Path file, List<Path> chain) {
    List<Path> longer = new ArrayList<>(chain);
    longer.add(file);
    if (chain.contains(file)) {
      return wrong(include, "of a file that includes itself: " + shown(longer) + "; remove one");
    }
    if (chain.size() > DEEPEST) {
      String found = "more than " + DEEPEST + " files deep: ";
      return wrong(include, found + shown(longer) + "; expected fewer");
    }
    Source source = new Source(file, "yaml");
    Optional<YamlNode> before = known.get(source);
    Optional<YamlNode> result =
        before != null
            ? before
            : files
                .include(file)
                .flatMap(node -> isScript(node) ? asScript(include) : Optional.of(node))
                .map(node -> inside(node, longer));
    known.put(source, result);
    return result;
  }

  /** As YAML, a shell script is one text whose line ends are spaces. */
  private boolean isScript(YamlNode node) {
    return node.isPlain()
        && !isInclude(node)
        && files.text(node.file()).stream()
                .flatMap(file -> file.text().lines())
                .filter(line -> !line.isBlank() && !line.matches("(#|---).*"))
                .count()
            > 1;
  }

  private Optional<YamlNode> asScript(YamlNode include) {
    return wrong(
        include,
        "of several lines as YAML, which makes one of them; expected \"|\" before them, or"
            + " !include {type: string, path: …}");
  }

  private YamlNode inside(YamlNode node, List<Path> chain) {
    return below.isPresent() ? openAll(node, chain) : open(node, chain);
  }

  private String shown(List<Path> chain) {
    return chain.stream()
        .map(file -> files.project().relativize(file).toString())
        .collect(Collectors.joining(" → "));
  }

  private Optional<YamlNode> wrong(YamlNode include, String why) {
    files.problem(include.place() + ": found !include " + why);
    return Optional.empty();
  }

  /** Relative to the application as the documentation says, or to the file as the CLI does. */
  private Optional<Path> find(String path, YamlNode include) {
    String relative = path.replaceFirst("^/+", "");
    Path beside = include.file().resolveSibling(relative).normalize();
    Path inside = below.orElse(files.project()).resolve(relative).normalize();
    List<Path> candidates = below.isPresent() ? List.of(inside, beside) : List.of(beside, inside);
    Optional<Path> file = candidates.stream().filter(Files::isRegularFile).findFirst();
    if (file.isEmpty()) {
      String expected =
          "; expected a path relative to " + below.orElse(files.project()) + " or to the YAML file";
      wrong(include, "of " + path + ", which is not a file" + expected);
    } else if (!file.get().startsWith(files.project())) {
      String expected = "; expected a file inside " + files.project();
      wrong(include, "of " + path + ", which leads out of the project" + expected);
      return Optional.empty();
    }
    return file;
  }
}
