package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Turns lambdas of the common shapes into hooks, so that a lambda gets what a script gets:
 * arguments, environment, somewhere to write, an exit code. Immutable, and thread-safe if the
 * lambda is.
 *
 * <pre>{@code
 * LambdaHook.of(cache::clear)
 * LambdaHook.exitCode(() -> migration.call())
 * LambdaHook.main(Tool::mainWithExitCode)
 * LambdaHook.program((args, out, err, env) -> copy(args, out, env.get("TARGET")))
 * }</pre>
 *
 * <p>A lambda of any shape that throws has failed with what it threw. One that has an exit code
 * also fails if the code is not 0, with a {@link HookExitException} that carries it.
 */
@CheckReturnValue
public final class LambdaHook implements Hook {
  private final String shape;
  private final Body body;

  private interface Body {
    int run(HookContext context) throws Exception;
  }

  /** A {@code main} that returns its exit code. */
  @FunctionalInterface
  public interface Main {
    /**
     * Does the work.
     *
     * @param args the arguments of the run
     * @return the exit code; 0 is success
     * @throws Exception if it failed
     */
    int run(String[] args) throws Exception;
  }

  /** All that a script gets. */
  @FunctionalInterface
  public interface Program {
    /**
     * Does the work.
     *
     * @param args the arguments of the run
     * @param out for text; captured per hook
     * @param err for error messages; captured per hook
     * @param env the environment, which cannot be changed
     * @return the exit code; 0 is success
     * @throws Exception if it failed
     */
    int run(List<String> args, PrintStream out, PrintStream err, Map<String, String> env)
        throws Exception;
  }

  private LambdaHook(String shape, Body body) {
    this.shape = shape;
    this.body = body;
  }

  private static LambdaHook of(String shape, Object lambda, Body body) {
    Objects.requireNonNull(lambda, shape);
    return new LambdaHook(shape, body);
  }

  /** Returns a hook that fails only if the lambda throws. */
  public static LambdaHook of(Runnable lambda) {
    return of(
        "runnable",
        lambda,
        context -> {
          lambda.run();
          return 0;
        });
  }

  /** Returns a hook that fails only if the lambda throws; it is given the context. */
  public static LambdaHook consumer(Consumer<HookContext> lambda) {
    return of(
        "consumer",
        lambda,
        context -> {
          lambda.accept(context);
          return 0;
        });
  }

  /** Returns a hook that fails if the lambda throws, or returns null or a number other than 0. */
  public static LambdaHook exitCode(Callable<Integer> lambda) {
    return of(
        "exit code",
        lambda,
        context ->
            Objects.requireNonNull(
                lambda.call(), () -> context.hook() + " returned null instead of an exit code"));
  }

  /** Returns a hook that fails if the lambda throws, or returns a number other than 0. */
  public static LambdaHook main(Main lambda) {
    return of("main", lambda, context -> lambda.run(context.arguments().toArray(String[]::new)));
  }

  /** Returns a hook that fails if the lambda throws, or returns a number other than 0. */
  public static LambdaHook program(Program lambda) {
    return of(
        "program",
        lambda,
        context ->
            lambda.run(context.arguments(), context.out(), context.err(), context.environment()));
  }

  @Override
  public void run(HookContext context) throws Exception {
    int code = body.run(context);
    if (code != 0) {
      throw new HookExitException(code, context.hook() + " ended with exit code " + code);
    }
  }

  /** Returns for example {@code lambda (exit code)}. */
  @Override
  public String description() {
    return "lambda (" + shape + ")";
  }
}
