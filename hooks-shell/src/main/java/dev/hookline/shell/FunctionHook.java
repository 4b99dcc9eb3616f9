package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookDescription;
import dev.hookline.shell.script.ShellWords;
import dev.hookline.shell.trust.TrustRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One bash function of a file, such as {@code hook_pre_up} of a {@code hooks.sh}. Immutable and
 * thread-safe.
 *
 * <p>Each call has a bash process of its own ({@code bash -p}): it checks the syntax of the whole
 * file, sources it without arguments and calls the function with exactly the arguments of the run,
 * in the directory of the run, and in a session of its own as {@link ScriptHook} says. Functions
 * exported into the environment are not seen. What the function returns decides; {@link
 * FunctionFailedException} distinguishes the ways in which a call can go wrong.
 */
@CheckReturnValue
public final class FunctionHook extends TrustingHook {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final FunctionRun.Settings settings;

  private FunctionHook(FunctionRun.Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the hook that calls this function of this file.
   *
   * @param file the file; relative to the hook's directory
   * @param function the name of the function
   * @throws IllegalArgumentException if it cannot be the name of a function
   */
  public static FunctionHook of(Path file, String function) {
    Objects.requireNonNull(file, "file");
    if (!NAME.matcher(function).matches()) {
      throw new IllegalArgumentException(
          "\"" + function + "\" cannot be the name of a function; use letters, digits and '_'");
    }
    return new FunctionHook(new FunctionRun.Settings(file, function));
  }

  private FunctionHook with(Consumer<FunctionRun.Settings> change) {
    FunctionRun.Settings copy = new FunctionRun.Settings(settings);
    change.accept(copy);
    return new FunctionHook(copy);
  }

  /** Returns this hook, which calls the function with these arguments instead of the run's. */
  public FunctionHook arguments(List<String> fixed) {
    List<String> arguments = List.copyOf(fixed);
    return with(s -> s.arguments = Optional.of(arguments));
  }

  /**
   * Returns this hook with {@code nounset} and {@code pipefail} switched on, so that an unset
   * variable ends the call, and the first failing command of a pipe decides; {@code errexit} stays
   * off.
   */
  public FunctionHook strict() {
    return with(s -> s.strict = true);
  }

  /** Returns this hook, which is skipped if the file defines no such function. */
  public FunctionHook skippedIfUndefined() {
    return with(s -> s.skippedIfUndefined = true);
  }

  /**
   * Returns this hook with another trust in the file and in the {@code bash} that reads it; by
   * default {@link Trust#ownFiles}, and links may lead anywhere that is trusted.
   */
  public FunctionHook trust(Trust trust) {
    return trusting(trust.rule());
  }

  @Override
  FunctionHook orTrusting(TrustRule rule, List<Path> checked) {
    return settings.trust.isPresent() ? this : trusting(rule);
  }

  private FunctionHook trusting(TrustRule rule) {
    return with(s -> s.trust = Optional.of(rule));
  }

  /**
   * Calls the function and waits for its end.
   *
   * @throws FunctionFailedException if the call went wrong, or the function returned a number other
   *     than 0; its cause is the failure of the shell, if the shell failed
   * @throws ScriptFailedException if the shell could not be started, or was stopped; in the latter
   *     case the interrupt flag of the thread is set
   * @throws UntrustedFileException if it was not called, because its {@link #trust} refuses a file
   */
  @Override
  public void run(HookContext context) throws Exception {
    new FunctionRun(settings, context).run();
  }

  /** Returns for example {@code hook_pre_up of blog/hooks.sh}. */
  @Override
  public String description() {
    return settings.toString();
  }

  /** Returns the function with the arguments of its call. */
  @Override
  public HookDescription describe(HookContext context) {
    List<String> arguments = settings.arguments.orElse(context.arguments());
    String called = arguments.isEmpty() ? "" : ", called with " + ShellWords.quoted(arguments);
    return HookDescription.of(description() + called, context);
  }
}
