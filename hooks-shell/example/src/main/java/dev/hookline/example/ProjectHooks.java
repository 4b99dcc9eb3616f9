package dev.hookline.example;

import static java.util.stream.Collectors.toMap;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.HookDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tool's own convention: scripts in {@code hooks/build}, {@code hooks/deploy} and {@code
 * hooks/post_deploy} run in the order of their names. {@code hooks/undo} has scripts that take back
 * what the script of the same name in {@code hooks/deploy} did.
 *
 * <p>A script may take ten minutes. In {@code post_deploy} a failure is a warning, because the new
 * release is in use already.
 */
final class ProjectHooks implements HookSource {
  static final Phase BUILD = Phase.of("build");
  static final Phase DEPLOY = Phase.of("deploy");
  static final Phase POST_DEPLOY = Phase.of("post_deploy");

  private static final Set<String> KNOWN = Set.of("build", "deploy", "post_deploy", "undo");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Path hooks;

  private ProjectHooks(Path hooks) {
    this.hooks = hooks;
  }

  static ProjectHooks in(Path project) {
    return new ProjectHooks(project.resolve("hooks"));
  }

  @Override
  public List<HookSpec> load() {
    List<String> problems = new ArrayList<>(strangers());
    List<HookSpec> build = load("build", BUILD, problems);
    List<HookSpec> deploy = load("deploy", DEPLOY, problems);
    List<HookSpec> undo = load("undo", DEPLOY, problems);
    List<HookSpec> after = load("post_deploy", POST_DEPLOY, problems);
    problems.addAll(undoingNothing(undo, deploy));
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems);
    }
    List<HookSpec> all = new ArrayList<>(build);
    all.addAll(withUndo(deploy, undo));
    after.forEach(spec -> all.add(spec.onFailure(FailurePolicy.IGNORE)));
    return all;
  }

  private List<HookSpec> load(String directory, Phase phase, List<String> problems) {
    try {
      return HookDirectory.of(hooks.resolve(directory), phase)
          .optional()
          .specs(spec -> spec.timeout(LIMIT))
          .load();
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
      return List.of();
    }
  }

  /** A directory with a misspelt name would never run, and the mistake would go unnoticed. */
  private List<String> strangers() {
    try (Stream<Path> files = Files.list(hooks)) {
      return files
          .filter(file -> !KNOWN.contains(String.valueOf(file.getFileName())))
          .sorted()
          .map(file -> file + " is not a hook directory; use build, deploy, post_deploy or undo")
          .toList();
    } catch (IOException e) {
      return List.of(hooks + " is no directory; create it, or choose another --convention");
    }
  }

  private static List<String> undoingNothing(List<HookSpec> undo, List<HookSpec> deploy) {
    List<String> names = deploy.stream().map(HookSpec::name).toList();
    return undo.stream()
        .filter(spec -> !names.contains(spec.name()))
        .map(
            spec -> spec.declaredAt().orElseThrow() + " has no script of that name in hooks/deploy")
        .toList();
  }

  private static List<HookSpec> withUndo(List<HookSpec> deploy, List<HookSpec> undo) {
    Map<String, Hook> byName = undo.stream().collect(toMap(HookSpec::name, HookSpec::hook));
    return deploy.stream()
        .map(spec -> byName.containsKey(spec.name()) ? spec.undo(byName.get(spec.name())) : spec)
        .toList();
  }
}
