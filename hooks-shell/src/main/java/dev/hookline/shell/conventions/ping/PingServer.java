package dev.hookline.shell.conventions.ping;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.HookView;
import dev.hookline.api.LeftBehind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs the server, and the hook after its start beside it (P28). */
final class PingServer extends HookView {
  private static final int NUMBER = PingNumber.of(PingEntrypoint.POST_START);
  private static final String NAME = PingEntrypoint.POST_START;

  private final PingSpecs hooks;

  PingServer(PingSpecs hooks, Hook server) {
    super(server);
    this.hooks = hooks;
  }

  @Override
  public void run(HookContext context) throws Exception {
    if (!isThere(NAME)) {
      super.run(context);
      return;
    }
    CompletableFuture<Optional<Exception>> end = new CompletableFuture<>();
    Thread beside = new Thread(() -> end.complete(postStart(context)), NAME);
    beside.setDaemon(true);
    beside.start();
    try {
      super.run(context);
      throwIfFailed(end);
    } catch (Exception | Error e) {
      beside.interrupt();
      end.join().filter(failure -> failure != e).ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private boolean isThere(String name) {
    return hooks.directory().find(name).isPresent();
  }

  private static void throwIfFailed(CompletableFuture<Optional<Exception>> end) throws Exception {
    Optional<Exception> failure = end.get();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Returns what the hook failed with; nothing if that is to be ignored (P15, P29). */
  private Optional<Exception> postStart(HookContext context) {
    List<String> names = List.of(NAME + ".pre", NAME, NAME + ".post");
    for (String name : names.stream().filter(this::isThere).toList()) {
      try {
        hooks.hook(name, NUMBER).run(context);
      } catch (Exception e) {
        if (hooks.policy() == FailurePolicy.ABORT) {
          return Optional.of(e);
        }
        context.err().println("WARNING: " + firstLine(e));
      }
    }
    return Optional.empty();
  }

  /** What had run beside the server had its name; the server may be more than a script. */
  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    List<LeftBehind> beside = hooks.hook(NAME, NUMBER).endLeftBehind(runId, hook);
    List<LeftBehind> all = new ArrayList<>(super.endLeftBehind(runId, hook));
    all.addAll(beside);
    return List.copyOf(all);
  }

  private static String firstLine(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
