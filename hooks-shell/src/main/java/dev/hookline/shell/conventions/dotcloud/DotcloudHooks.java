package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.script.ShellWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The hooks of a dotCloud application: the commands {@code prebuild} and {@code postbuild} of each
 * service in {@code dotcloud.yml}, and its file {@code postinstall} (D1, D3). The hooks carry the
 * name of their service, {@code postinstall} with the number of the instance: {@code www.0}.
 * Immutable and thread-safe; every setting returns a new source.
 *
 * <ul>
 *   <li>Services with code have hooks; databases and the like have none (D21). All start in the
 *       approot of the service (D7). {@code ~/code} is the project (D22).
 *   <li>A command runs in a login shell that makes its script executable first (D5); an empty
 *       command counts as none (D11). {@code postinstall} is run by its first line and must be
 *       executable (D17).
 *   <li>The exit code of a command is that of the build (D9). A failed service does not stop the
 *       others (D10), but nothing is deployed (D2, D16).
 *   <li>{@code postinstall} may take 10 minutes, each command 15 (D6). It runs on each instance
 *       (D14), after the build is installed and before services start, data moves and traffic
 *       switches (D13, D15).
 * </ul>
 *
 * <p>Where we differ, and why: a command with {@code ;}, {@code &&}, {@code |}, {@code #} or a new
 * line outside of quotes and substitutions is a problem, because {@code exec} would run half of it
 * and report success (D5d, D25). Files that others may change are refused. A {@code postinstall}
 * that is not executable is a problem; what dotCloud did is not known (D17). The 15 minutes are for
 * each command; give the run a limit for the whole build (D6). Services build one after another
 * unless the engine is set up otherwise (D10). Setting up environments ({@code environment.json},
 * the virtualenv, the custom build script: D8, D14, D18, D19, D20) is the tool's business; {@code
 * postinstall} sees the {@code environment} of its service.
 */
@CheckReturnValue
public final class DotcloudHooks implements HookSource {
  /** Before the build. */
  public static final Phase PREBUILD = Phase.of("prebuild");

  /** At the end of the build. */
  public static final Phase POSTBUILD = Phase.of("postbuild");

  /** After the build is installed, before services start. */
  public static final Phase POSTINSTALL = Phase.of("postinstall");

  private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);
  private static final Duration POSTINSTALL_LIMIT = Duration.ofMinutes(10);

  private final Path project;
  private final Map<String, Integer> instances;
  private final Trust trust;

  private DotcloudHooks(Path project, Map<String, Integer> instances, Trust trust) {
    this.project = project.toAbsolutePath().normalize();
    this.instances = Map.copyOf(instances);
    this.trust = Objects.requireNonNull(trust, "trust");
  }

  /** Returns the hooks of the application in this directory. */
  public static DotcloudHooks in(Path project) {
    return new DotcloudHooks(project, Map.of(), Trust.ownFiles());
  }

  /**
   * Returns these hooks with this number of instances of a service (D14); by default that of the
   * file, which is 1 unless it says so (D23).
   *
   * @throws IllegalArgumentException if the number is less than 1
   * @throws IllegalStateException if the number of that service was given before
   */
  public DotcloudHooks instances(String service, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("instances must be at least 1, not " + number);
    }
    Map<String, Integer> more = new HashMap<>(instances);
    if (more.putIfAbsent(service, number) != null) {
      throw new IllegalStateException(
          "instances of "
              + service
              + " are already set: "
              + instances.get(service)
              + "; give their number once");
    }
    return new DotcloudHooks(project, more, trust);
  }

  /**
   * Returns these hooks with another trust in the files of the project that say what runs: {@code
   * dotcloud.yml}, the files that commands name as their first word, and {@code postinstall}.
   */
  public DotcloudHooks trust(Trust newTrust) {
    return new DotcloudHooks(project, instances, newTrust);
  }

  /**
   * Reads the services of the application (D26), those without hooks too, in the order of the file.
   *
   * @throws HookSourceException with every problem of {@code dotcloud.yml}
   */
  public List<DotcloudService> services() {
    List<String> problems = new ArrayList<>();
    List<DotcloudService> services = DotcloudReader.read(project, trust, problems);
    check(problems);
    return services;
  }

  private static void check(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems.stream().distinct().toList());
    }
  }

  @Override
  public List<HookSpec> load() {
    List<HookSpec> specs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<DotcloudService> services = DotcloudReader.read(project, trust, problems);
    FailedServices.Names code =
        new FailedServices.Names(
            services.stream().filter(DotcloudService::isCode).map(DotcloudService::name).toList());
    for (DotcloudService service : services) {
      addCommand(PREBUILD, service, code, specs, problems);
      addCommand(POSTBUILD, service, code, specs, problems);
      service.postinstall().ifPresent(file -> addPostinstall(service, file, specs, problems));
    }
    check(problems);
    return specs;
  }

  private void addCommand(
      Phase phase,
      DotcloudService service,
      FailedServices.Names code,
      List<HookSpec> specs,
      List<String> problems) {
    for (YamlNode node : service.hook(phase.name()).stream().toList()) {
      DotcloudCommand hook = new DotcloudCommand(service, node.text().strip(), trust, code);
      problems.addAll(hook.problems(node.place()));
      specs.add(
          spec(phase, service.name(), service, hook).timeout(BUILD_LIMIT).declaredAt(node.place()));
    }
  }

  private void addPostinstall(
      DotcloudService service, Path file, List<HookSpec> specs, List<String> problems) {
    Optional<YamlNode> key = service.value("postinstall");
    if (!Files.isRegularFile(file)) {
      key.ifPresent(node -> problems.add(noFile(node, service)));
    } else if (!Files.isExecutable(file)) {
      problems.add(
          file + " is not executable; type: chmod +x " + ShellWords.quoted(file.toString()));
    } else {
      problems.addAll(trust.problems(file, project));
      Hook hook = trust.guard(ScriptHook.file(file).withoutRunArguments(), file, project);
      String place = key.map(YamlNode::place).orElse(ShellWords.quoted(file.toString()));
      for (int i = 0; i < instances.getOrDefault(service.name(), service.instances()); i++) {
        specs.add(
            spec(POSTINSTALL, service.name() + "." + i, service, hook)
                .environment(service.environment())
                .timeout(POSTINSTALL_LIMIT)
                .declaredAt(place));
      }
    }
  }

  private static String noFile(YamlNode key, DotcloudService service) {
    return key.place()
        + ": found \""
        + key.text()
        + "\", which is not a file; expected the path of a file, relative to the approot "
        + service.root();
  }

  private static HookSpec spec(Phase phase, String name, DotcloudService service, Hook hook) {
    return HookSpec.of(phase, name, hook)
        .directory(service.root())
        .onFailure(FailurePolicy.CONTINUE);
  }

  /**
   * Returns the deployment of a push (D13), with the tool's own steps between the hooks. A service
   * that fails keeps no other one from being built, but nothing is installed then (D24).
   */
  public static Lifecycle lifecycle(DotcloudSteps steps) {
    return Lifecycle.named("dotcloud")
        .phase(PREBUILD, FailurePolicy.CONTINUE)
        .step("build", context -> FailedServices.build(steps, context))
        .phase(POSTBUILD, FailurePolicy.CONTINUE)
        .step("install", context -> FailedServices.install(steps, context))
        .phase(POSTINSTALL)
        .step("move data", steps::moveData)
        .step("launch", steps::launch)
        .step("route traffic", steps::routeTraffic)
        .build();
  }
}
