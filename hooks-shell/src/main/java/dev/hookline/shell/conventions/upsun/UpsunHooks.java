package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookId;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Trust;
import dev.hookline.shell.conventions.upsun.project.UpsunApp;
import dev.hookline.shell.conventions.upsun.project.UpsunProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The hooks of an Upsun or Platform.sh project: one script for each of {@code build}, {@code
 * deploy} and {@code post_deploy} of each application, under the name of the application. Immutable
 * and thread-safe; every setting returns a new source.
 *
 * <ul>
 *   <li>Read from {@code .upsun/*.yaml}, else {@code .platform/applications.yaml} and every {@code
 *       .platform.app.yaml} at most four directories down, in what git does not leave out (U19,
 *       U27); a hook is a text or a list (U18). {@code !include} may stand anywhere (U17, U26).
 *   <li>Each is one script without {@code -e} under dash (U8, U10); a {@code #!} in it is a comment
 *       (U11). It starts in the root of the application (U12).
 *   <li>{@code build} sees neither runtime variables nor those of {@code .environment}; the others
 *       see no build variables (U15, U16). {@code build} may take one hour (U14).
 *   <li>A failed {@code build} ends the {@link #lifecycle}; a failed {@code deploy} or {@code
 *       post_deploy} is reported and the application deployed all the same (U9).
 *   <li>Workers run {@code build} only (U2). A redeployment runs {@code post_deploy} only (U3).
 * </ul>
 *
 * <p>Where we differ, and why: an unknown key under {@code hooks}, hooks of a worker and a misspelt
 * key that hides hooks are problems, because they would never run. An {@code !include} is looked
 * for below the application as the documentation says, then beside the YAML file as the CLI does
 * (U17), and must stay inside the project. Configuration, includes and {@code .environment} must be
 * trusted. An empty text is not a hook (U20: the CLI runs an empty build). Containers, mounts and
 * the size of the disk are the tool's business (U6, U7, U13).
 */
@CheckReturnValue
public final class UpsunHooks implements HookSource {
  /** Makes what will be deployed, without services. */
  public static final Phase BUILD = UpsunApp.BUILD;

  /** Runs before the application accepts requests. */
  public static final Phase DEPLOY = UpsunApp.DEPLOY;

  /** Runs while the application accepts requests. */
  public static final Phase POST_DEPLOY = UpsunApp.POST_DEPLOY;

  private static final Duration BUILD_LIMIT = Duration.ofHours(1);
  private static final String DOT_ENVIRONMENT = "[ ! -f ./.environment ] || . ./.environment; ";

  private final UpsunProject project;
  private final Settings settings;

  /** What is being deployed. */
  public enum Role {
    /** An instance that gets requests. */
    WEB,
    /** An instance that does not: it runs the build hook only (U2). */
    WORKER
  }

  /** What a failed {@code deploy} means for {@code post_deploy}; the platform does not say (U9). */
  public enum AfterFailedDeploy {
    /** It runs. The default. */
    RUN_POST_DEPLOY,
    /** It is skipped, as the platform's own CLI does (U20). */
    SKIP_POST_DEPLOY
  }

  /** Changed only while a copy is made for a new source. */
  static final class Settings {
    Role role = Role.WEB;
    AfterFailedDeploy afterFailedDeploy = AfterFailedDeploy.RUN_POST_DEPLOY;
    Optional<UpsunDirectories> directories = Optional.empty();
    Optional<Interpreter> shell = Optional.empty();
    Optional<String> application = Optional.empty();
    Trust trust = Trust.ownFiles();
    boolean separateStreams;

    Settings() {}

    Settings(Settings that) {
      role = that.role;
      afterFailedDeploy = that.afterFailedDeploy;
      directories = that.directories;
      shell = that.shell;
      application = that.application;
      trust = that.trust;
      separateStreams = that.separateStreams;
    }
  }

  private UpsunHooks(UpsunProject project, Settings settings) {
    this.project = project;
    this.settings = settings;
  }

  /** Returns the hooks of all applications of a project. */
  public static UpsunHooks in(Path project) {
    return new UpsunHooks(UpsunProject.in(project), new Settings());
  }

  /** Returns the same, ignoring {@code .upsun}. */
  static UpsunHooks inPlatform(Path project) {
    return new UpsunHooks(UpsunProject.ofPlatform(project), new Settings());
  }

  private UpsunHooks with(Consumer<Settings> change) {
    Settings copy = new Settings(settings);
    change.accept(copy);
    return new UpsunHooks(project, copy);
  }

  /**
   * Returns the hooks of this application only.
   *
   * @throws IllegalStateException if an application was chosen before
   */
  public UpsunHooks application(String name) {
    if (settings.application.isPresent()) {
      throw new IllegalStateException(
          "an application is already set: " + settings.application.get() + "; load a source each");
    }
    return with(s -> s.application = Optional.of(name));
  }

  /** Returns the hooks as this role runs them; {@link Role#WEB} by default. */
  public UpsunHooks role(Role role) {
    return with(s -> s.role = Objects.requireNonNull(role, "role"));
  }

  /** Returns the hooks with this meaning of a failed deploy. */
  public UpsunHooks afterFailedDeploy(AfterFailedDeploy meaning) {
    return with(s -> s.afterFailedDeploy = Objects.requireNonNull(meaning, "meaning"));
  }

  /** Returns the hooks with these directories for the build; without them it gets none. */
  public UpsunHooks directories(UpsunDirectories directories) {
    return with(s -> s.directories = Optional.of(directories));
  }

  /** Returns the hooks with another trust in the files that say what runs. */
  public UpsunHooks trust(Trust trust) {
    return with(s -> s.trust = Objects.requireNonNull(trust, "trust"));
  }

  /** Returns the hooks under another POSIX shell than dash (U10). */
  public UpsunHooks shell(Interpreter shell) {
    return with(s -> s.shell = Optional.of(shell));
  }

  /**
   * Returns the hooks with standard error kept apart, as the {@link ActivityLog} shows it (U22).
   */
  public UpsunHooks separateStreams() {
    return with(s -> s.separateStreams = true);
  }

  @Override
  public List<HookSpec> load() {
    List<HookSpec> specs = new ArrayList<>();
    Interpreter shell = settings.shell.orElseGet(UpsunShell::dash);
    for (UpsunApp app : project.read(settings.application, settings.trust)) {
      app.hooks().forEach((phase, script) -> specs.add(spec(app, phase, script, shell)));
    }
    return specs;
  }

  /** Returns the applications as they were loaded. */
  List<UpsunApp> loaded() {
    return project.lastRead(settings.application, settings.trust);
  }

  /** Returns the application that this is a hook of; empty for any other hook (U29). */
  Optional<UpsunApp> ownerOf(HookId hook) {
    return loaded().stream().filter(app -> app.scriptOf(hook).isPresent()).findFirst();
  }

  private HookSpec spec(UpsunApp app, Phase phase, UpsunApp.Script script, Interpreter shell) {
    String text = phase.equals(BUILD) ? script.text() : DOT_ENVIRONMENT + script.text();
    ScriptHook inline = ScriptHook.inline(shell, text).withoutRunArguments();
    ScriptHook hook = settings.separateStreams ? inline.separateStreams() : inline;
    HookSpec spec =
        HookSpec.of(phase, app.name(), new UpsunHook(settings, app, phase, hook))
            .directory(app.root())
            .environment(app.variables())
            .declaredAt(script.place());
    return phase.equals(BUILD) ? spec.timeout(BUILD_LIMIT) : spec.onFailure(FailurePolicy.CONTINUE);
  }

  /** Returns the deployment of new code (U1), with the tool's own steps between the hooks. */
  public static Lifecycle lifecycle(UpsunSteps steps) {
    return UpsunLifecycle.of("upsun", steps);
  }

  /** Returns the deployment of code that is deployed already (U3): {@code post_deploy} alone. */
  public static Lifecycle redeployment() {
    return UpsunLifecycle.redeployment("upsun");
  }

  /**
   * Returns what a build depends on: it is reused as long as this is the same (U5, O3).
   *
   * @param tree the id of the tree of files that is built
   * @param buildVariables the variables that builds see; their values are not in the key
   */
  public static OnceKey buildKey(String tree, Environment buildVariables) {
    return UpsunKeys.ofBuild(tree, buildVariables);
  }

  /**
   * Returns what a deploy hook depends on: it runs again in another environment even if the build
   * is reused (U4).
   */
  public static OnceKey deployKey(String environment, OnceKey buildKey) {
    return UpsunKeys.ofDeploy(environment, buildKey);
  }
}
