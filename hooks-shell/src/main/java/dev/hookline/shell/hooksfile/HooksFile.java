package dev.hookline.shell.hooksfile;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.Phase;
import dev.hookline.api.PhaseSettings;
import dev.hookline.shell.Trust;
import dev.hookline.shell.hooksfile.read.HooksContent;
import dev.hookline.shell.hooksfile.read.HooksReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a project in a YAML file, {@code hooks.yaml}:
 *
 * <pre>{@code
 * hooks:
 *   deploy: [bin/migrate, bin/warm]
 * }</pre>
 *
 * <p>All that a {@link HookSpec} can say can be said there; every key is in {@code
 * hooks-shell/docs/hooks-yaml.md}, and in the JSON Schema that {@link #schema} returns for editors.
 * The format is strict: an unknown key, a value of another kind and an unknown reference are
 * problems, each with its line and column, and all of them are reported together. Keys that begin
 * with {@code x-} are ignored.
 *
 * <p>An engine that loads this source also takes the limits and the concurrency of phases from it.
 * What the file says of the whole deployment comes into a lifecycle with {@link #applyTo}.
 *
 * <p>The file, what it includes and the scripts that it names must be {@linkplain Trust trusted}. A
 * file that is hostile all the same costs little time and memory: its size, its depth and the
 * number of values, counted as often as aliases and matrices repeat them, are limited.
 *
 * <p>Immutable and thread-safe, every setting returns a new source.
 */
@CheckReturnValue
public final class HooksFile implements HookSource {
  /** The name of the file in a project. */
  public static final String NAME = "hooks.yaml";

  private static final int USUAL_BYTES = 4 << 20;

  private final Path file;
  private final Trust trust;
  private final int maxBytes;
  private final boolean isOptional;
  private final LastRead last;

  /** What was read last, so that what belongs together is of one state of the file. */
  private static final class LastRead {
    volatile @Nullable HooksContent content;
  }

  private HooksFile(Path file, Trust trust, int maxBytes, boolean isOptional) {
    this.file = file;
    this.trust = trust;
    this.maxBytes = maxBytes;
    this.isOptional = isOptional;
    this.last = new LastRead();
  }

  /** Returns the file {@code hooks.yaml} in a directory. */
  public static HooksFile in(Path directory) {
    return at(directory.resolve(NAME));
  }

  /** Returns the file at a path; a relative one is relative to the directory of the JVM. */
  public static HooksFile at(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return new HooksFile(absolute, Trust.ownFiles(), USUAL_BYTES, false);
  }

  /** Returns this source, treating a missing file as one without hooks. */
  public HooksFile optional() {
    return new HooksFile(file, trust, maxBytes, true);
  }

  /** Returns this source with another trust; {@link Trust#ownFiles()} by default. */
  public HooksFile trust(Trust newTrust) {
    return new HooksFile(file, Objects.requireNonNull(newTrust, "trust"), maxBytes, isOptional);
  }

  /**
   * Returns this source with another limit for the size of each file, in bytes; 4 MiB by default.
   *
   * @throws IllegalArgumentException if it is not from 1 to 2147483646
   */
  public HooksFile maxBytes(int bytes) {
    if (bytes < 1 || bytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the size of a file must be from 1 to 2147483646 bytes, not " + bytes);
    }
    return new HooksFile(file, trust, bytes, isOptional);
  }

  /**
   * Reads the hooks, in the order of the file; those of included files come first.
   *
   * @throws HookSourceException with every problem of every file
   */
  @Override
  public List<HookSpec> load() {
    return read().hooks();
  }

  /**
   * Returns how phases are to run, as the file was when it was last read; reads it if it was not.
   *
   * @throws HookSourceException with every problem of every file
   */
  @Override
  public List<PhaseSettings> phaseSettings() {
    return List.copyOf(lastRead().phases().values());
  }

  /**
   * Returns a lifecycle with what the file says of it, as it was when it was last read: what the
   * failure of a phase means, and the on-failure and always hooks of the whole deployment, which
   * come after those that the lifecycle has.
   *
   * @throws HookSourceException with every problem of every file
   * @throws IllegalArgumentException if a hook of the file has the name of a hook of the lifecycle
   */
  public Lifecycle applyTo(Lifecycle lifecycle) {
    HooksContent content = lastRead();
    Lifecycle.Builder builder = Lifecycle.named(lifecycle.name());
    for (Stage stage : lifecycle.stages()) {
      builder = with(stage, builder, content.phases());
    }
    for (HookSpec hook : lifecycle.hooks()) {
      builder = with(hook, builder);
    }
    Phase own = Phase.of(lifecycle.name());
    for (Function<Phase, HookSpec> hook : content.lastHooks()) {
      builder = with(hook.apply(own), builder);
    }
    return builder.build();
  }

  private static Lifecycle.Builder with(
      Stage stage, Lifecycle.Builder builder, Map<Phase, PhaseSettings> phases) {
    if (stage instanceof StepStage step) {
      return builder.step(step.spec().name(), step.spec().hook(), plain -> step.spec());
    }
    Optional<FailurePolicy> policy =
        Optional.ofNullable(phases.get(stage.phase())).flatMap(PhaseSettings::onFailure);
    return builder.phase(stage.phase(), policy.orElse(stage.onFailure()));
  }

  private static Lifecycle.Builder with(HookSpec hook, Lifecycle.Builder builder) {
    return hook.kind() == HookKind.ALWAYS
        ? builder.always(hook.name(), hook.hook(), plain -> hook)
        : builder.onFailure(hook.name(), hook.hook(), plain -> hook);
  }

  private HooksContent lastRead() {
    HooksContent content = last.content;
    return content == null ? read() : content;
  }

  private HooksContent read() {
    HooksContent content =
        isOptional && Files.notExists(file)
            ? new HooksContent(List.of(), Map.of(), List.of())
            : HooksReader.read(file, trust, maxBytes);
    last.content = content;
    return content;
  }

  /** Returns the JSON Schema (2020-12) of the format, for editors and validators. */
  public static String schema() {
    try (InputStream in = HooksFile.class.getResourceAsStream("hooks.schema.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the schema of hooks files cannot be read", e);
    }
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return file.toString();
  }
}
