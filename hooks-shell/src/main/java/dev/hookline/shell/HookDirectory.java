package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.files.DirectoryNames;
import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.files.MountTable;
import dev.hookline.shell.files.NameEncoding;
import dev.hookline.shell.files.PathRefusal;
import dev.hookline.shell.script.ShellWords;
import dev.hookline.shell.trust.TrustCheck;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A directory of scripts that run in the order of their names, each as one hook of the same name.
 * Immutable and thread-safe; every setting returns a new source.
 *
 * <p>Subdirectories, hidden files, and what editors and package managers leave behind ({@code ~},
 * {@code .bak}, {@code .orig}, {@code .rej}, {@code .swp}, {@code .tmp}, {@code .rpmnew}, {@code
 * .rpmsave}, {@code .rpmorig}, {@code .dpkg-*}, {@code .ucf-*}, {@code #…#}) are ignored. A file
 * that is not executable is a problem unless {@link #whenNotExecutable} or an {@linkplain
 * #interpreter interpreter} says otherwise, and so is one that {@link Trust} refuses. All problems
 * are reported together.
 *
 * <pre>{@code
 * HookDirectory.of(project.resolve("hooks/deploy"), Phase.of("deploy"))
 *     .order(NameOrder.VERSION)
 *     .matching(".*\\.sh")
 *     .specs(spec -> spec.timeout(Duration.ofMinutes(10)))
 *     .optional()
 * }</pre>
 */
@CheckReturnValue
public final class HookDirectory implements HookSource {
  private final Path directory;
  private final Phase phase;
  private final Settings settings;

  /** What to do with a file that is not executable. */
  public enum NotExecutable {
    /** It is a problem; the message names the {@code chmod} to type. The default. */
    REFUSE,
    /** It is not a hook, as for {@code run-parts} and for the entrypoint of nginx. */
    IGNORE,
    /** It is made executable when it is loaded, as CodeDeploy does. */
    MAKE_EXECUTABLE
  }

  /** Changed only while a copy is made for a new source. */
  private static final class Settings {
    Comparator<String> order = NameOrder.BYTES;
    List<Predicate<String>> names = List.of();
    NotExecutable notExecutable = NotExecutable.REFUSE;
    Trust trust = Trust.ownFiles();
    List<UnaryOperator<ScriptHook>> scripts = List.of();
    List<UnaryOperator<HookSpec>> specs = List.of();
    boolean interpreted;
    boolean optional;

    Settings() {}

    Settings(Settings that) {
      order = that.order;
      names = that.names;
      notExecutable = that.notExecutable;
      trust = that.trust;
      scripts = that.scripts;
      specs = that.specs;
      interpreted = that.interpreted;
      optional = that.optional;
    }
  }

  private HookDirectory(Path directory, Phase phase, Settings settings) {
    this.directory = Objects.requireNonNull(directory, "directory").toAbsolutePath();
    this.phase = Objects.requireNonNull(phase, "phase");
    this.settings = settings;
  }

  /**
   * Returns the scripts of a directory as the hooks of a phase.
   *
   * @param directory the directory; relative to that of the JVM, not to that of the run
   * @param phase the phase
   */
  public static HookDirectory of(Path directory, Phase phase) {
    return new HookDirectory(directory, phase, new Settings());
  }

  private HookDirectory with(Consumer<Settings> change) {
    Settings copy = new Settings(settings);
    change.accept(copy);
    return new HookDirectory(directory, phase, copy);
  }

  /** Returns this directory in another order; {@link NameOrder#BYTES} by default. */
  public HookDirectory order(Comparator<String> order) {
    return with(s -> s.order = Objects.requireNonNull(order, "order"));
  }

  /** Returns this directory without the files whose whole names do not match. */
  public HookDirectory matching(String regex) {
    return matching(Pattern.compile(regex).asMatchPredicate());
  }

  /** Returns this directory without the files whose names fail the test. */
  public HookDirectory matching(Predicate<String> names) {
    return with(s -> s.names = and(s.names, names));
  }

  /** Returns this directory with another treatment of files that are not executable. */
  public HookDirectory whenNotExecutable(NotExecutable treatment) {
    return with(s -> s.notExecutable = Objects.requireNonNull(treatment, "treatment"));
  }

  /** Returns this directory with a fixed interpreter, for which no script need be executable. */
  public HookDirectory interpreter(Interpreter interpreter) {
    return scripts(script -> script.interpreter(interpreter)).with(s -> s.interpreted = true);
  }

  /** Returns this directory with more settings for each of its scripts. */
  public HookDirectory scripts(UnaryOperator<ScriptHook> more) {
    return with(s -> s.scripts = and(s.scripts, more));
  }

  /** Returns this directory with more settings for each of its specs, such as a limit. */
  public HookDirectory specs(UnaryOperator<HookSpec> more) {
    return with(s -> s.specs = and(s.specs, more));
  }

  private static <T> List<T> and(List<T> first, T next) {
    List<T> all = new ArrayList<>(first);
    all.add(Objects.requireNonNull(next, "settings"));
    return List.copyOf(all);
  }

  private static <T> T applied(List<UnaryOperator<T>> settings, T value) {
    T result = value;
    for (UnaryOperator<T> each : settings) {
      result = each.apply(result);
    }
    return result;
  }

  /** Returns this directory with another trust; {@link Trust#ownFiles()} by default. */
  public HookDirectory trust(Trust trust) {
    return with(s -> s.trust = Objects.requireNonNull(trust, "trust"));
  }

  /**
   * Returns this source, treating a missing directory as empty; one of which this user may not even
   * see whether it exists is a problem still.
   */
  public HookDirectory optional() {
    return with(s -> s.optional = true);
  }

  @Override
  public List<HookSpec> load() {
    if (settings.optional && Files.notExists(directory)) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    List<HookSpec> specs = new ArrayList<>();
    TrustCheck check = settings.trust.rule().check(directory);
    for (String name : sortedNames(check, problems)) {
      addSpec(name, check, specs, problems);
    }
    addNoexec(specs, problems);
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems);
    }
    return specs;
  }

  /** Rights do not show it, so that the first file has to be tried. */
  private void addNoexec(List<HookSpec> specs, List<String> problems) {
    if (settings.interpreted || specs.isEmpty()) {
      return;
    }
    Path first = Path.of(specs.get(0).declaredAt().orElseThrow());
    if (!Files.isExecutable(first)) {
      MountTable.noexec(first)
          .map(mount -> MountTable.refusal(directory.toString(), mount))
          .ifPresent(why -> problems.add("hook directory " + why + " or give it an interpreter"));
    }
  }

  private String[] sortedNames(TrustCheck check, List<String> problems) {
    try {
      List<String> all = DirectoryNames.in(directory);
      for (Predicate<String> matching : settings.names) {
        all.removeIf(matching.negate());
      }
      String[] names = all.toArray(new String[0]);
      problems.addAll(check.directoryProblems());
      Arrays.sort(names, settings.order);
      return names;
    } catch (IOException | DirectoryIteratorException e) {
      throw new HookSourceException("hook directory " + DirectoryNames.refusal(directory, e));
    }
  }

  private void addSpec(String name, TrustCheck check, List<HookSpec> specs, List<String> problems) {
    try {
      Path file = directory.resolve(name);
      FileFacts facts = FileFacts.of(file, LinkOption.NOFOLLOW_LINKS);
      List<String> refused = check.fileProblems(file, facts);
      FileFacts target = facts.isLink() && refused.isEmpty() ? FileFacts.of(file) : facts;
      if (target.isDirectory()) {
        return;
      }
      problems.addAll(refused);
      if (refused.isEmpty() && isHook(file, target, problems)) {
        specs.add(spec(name, file));
      }
    } catch (IOException e) {
      problems.add(shown(name) + " cannot be examined: " + whyNotExamined(name, e));
    } catch (InvalidPathException e) {
      problems.add(shown(name) + " cannot be a hook: " + NameEncoding.cannotName());
    } catch (IllegalArgumentException e) {
      problems.add(shown(name) + " cannot be a hook: " + e.getMessage());
    }
  }

  private String shown(String name) {
    return ShellWords.quoted(directory + "/" + name);
  }

  /** A name of which the JDK could not read a character does not lead back to its file. */
  private static String whyNotExamined(String name, IOException refusal) {
    return name.indexOf(NameEncoding.UNREADABLE) >= 0
        ? NameEncoding.cannotName()
        : PathRefusal.reason(refusal);
  }

  private boolean isHook(Path file, FileFacts facts, List<String> problems) throws IOException {
    if (!facts.isRegularFile()) {
      problems.add(file + " is not a regular file; remove it from the hook directory");
      return false;
    }
    if (settings.interpreted || facts.isExecutable()) {
      return true;
    }
    if (settings.notExecutable == NotExecutable.MAKE_EXECUTABLE) {
      Files.setAttribute(file, "unix:mode", (facts.mode() & 07777) | 0111);
      return true;
    }
    if (settings.notExecutable == NotExecutable.REFUSE) {
      String path = ShellWords.quoted(file.toString());
      problems.add(file + " is not executable; type: chmod +x " + path);
    }
    return false;
  }

  private HookSpec spec(String name, Path file) {
    ScriptHook script = applied(settings.scripts, ScriptHook.file(file));
    Hook hook = settings.trust.guard(script, file, directory);
    return applied(settings.specs, HookSpec.of(phase, name, hook).declaredAt(file.toString()));
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
