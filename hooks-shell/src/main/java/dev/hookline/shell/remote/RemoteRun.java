package dev.hookline.shell.remote;

import dev.hookline.api.ContextView;
import dev.hookline.api.HookContext;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Stdin;
import dev.hookline.shell.UntrustedFileException;
import dev.hookline.shell.remote.Conversation.Ending;
import dev.hookline.shell.script.HandOverFile;
import dev.hookline.shell.script.NamedOutput;
import dev.hookline.shell.script.TempFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One run of a script elsewhere: talks to the other side through a client, and judges the end. */
final class RemoteRun {
  private static final Path DESCRIPTOR = Path.of("/dev/fd/4");
  private static final String NOWHERE = "/dev/null";

  /** As many as a client may use to complain. */
  private static final int LINES = 20;

  private final RemoteScript script;
  private final HookContext context;
  private final String marker = "@" + UUID.randomUUID();
  private final NamedOutput named;
  private final Conversation other;
  private final long startedAt = System.nanoTime();

  RemoteRun(RemoteScript script, HookContext context) {
    this.script = script;
    this.context = context;
    this.named = new NamedOutput(context.output(), DESCRIPTOR, context.name());
    this.other = new Conversation(named, marker);
  }

  void run() throws ScriptFailedException, ConnectionLostException {
    Message message = new Message(script, context, marker);
    message.unsentVariables().forEach(name -> context.warn(notSent(name)));
    Optional<ScriptFailedException> failure = Optional.empty();
    try {
      client(message).run(ContextView.of(context).output(other));
    } catch (ScriptFailedException e) {
      failure = Optional.of(e);
    } catch (UntrustedFileException e) {
      throw new IllegalStateException("a client is found as in a shell, and not checked", e);
    }
    other.end();
    named.end();
    context.byHand(
        context.directory(), script.byHand(context.name(), context.arguments()), Map.of());
    judge(failure);
  }

  private static String notSent(String variable) {
    return "the variable \"%s\" is not sent, since no shell can set one of that name; rename it"
        .formatted(variable);
  }

  private ScriptHook client(Message message) {
    List<String> words = script.launcher().words(Message.wrapper(marker), List.of());
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    return ScriptHook.command(words.get(0), arguments)
        .withoutRunArguments()
        .separateStreams()
        .shownAs(script.shown(context.arguments()))
        .stdin(
            Stdin.keptOpen(
                input -> {
                  other.awaitReady();
                  input.write(message.bytes());
                }));
  }

  private void judge(Optional<ScriptFailedException> failure)
      throws ScriptFailedException, ConnectionLostException {
    boolean isStopped = Thread.currentThread().isInterrupted();
    Optional<Ending> ending = other.ending();
    if (failure.isPresent() && (isStopped || isNotStarted(failure.get()))) {
      if (other.wasReady() && ending.isEmpty()) {
        context.leaveBehind(LeftBehind.unseen(unreported()));
      }
      throw failure.get();
    }
    if (ending.isEmpty()) {
      throw lost(failure);
    }
    Optional<String> problem = handOver(ending.get());
    judge(ending.get().code(), problem, failure);
  }

  private static boolean isNotStarted(ScriptFailedException failure) {
    return failure.ending() instanceof ScriptEnding.NotStarted;
  }

  private String unreported() {
    return "perhaps what the script started behind "
        + script.launcher()
        + ", which did not report its end in time";
  }

  private ConnectionLostException lost(Optional<ScriptFailedException> failure) {
    int code = failure.map(ScriptFailedException::exitCode).orElse(1);
    String how =
        script.launcher().client()
            + " ended with "
            + failure.map(e -> e.ending().toString()).orElse("exit code 0");
    String what =
        other.wasReady()
            ? "lost its connection: "
                + how
                + ", and not with the end of the script, which may have run in whole, in part or"
                + " not at all; check there before you run it again"
            : "was not connected: "
                + how
                + " before the script was sent, so that nothing of it has run; "
                + advice();
    return new ConnectionLostException(
        context.hook(), code, other.wasReady(), what + "\n" + details(failure));
  }

  private String advice() {
    return Complaint.in(context.output().lastLines(LINES))
        .map(Complaint::advice)
        .orElse("see what the client says, and try again");
  }

  private String details(Optional<ScriptFailedException> failure) {
    return failure.orElseGet(() -> failed(1, "failed", new ScriptEnding.Exited(0))).details();
  }

  private Optional<String> handOver(Ending ending) {
    if (ending.file().equals(NOWHERE)) {
      context.warn(
          "there is no directory for temporary files behind "
              + script.launcher()
              + ", so that HOOKLINE_OUTPUT is /dev/null there and nothing is handed over");
      return Optional.empty();
    }
    try (TempFiles files = new TempFiles()) {
      Path file = files.create(".env");
      Files.write(file, ending.handedOver().read());
      return HandOverFile.read(file.toFile(), context)
          .map(problem -> problem.replace(file.toString(), ending.file()));
    } catch (IOException e) {
      return Optional.of("no file for it can be made here: " + e.getMessage());
    }
  }

  /** The script's own code counts, even if the client does not pass it on. */
  private void judge(int code, Optional<String> problem, Optional<ScriptFailedException> failure)
      throws ScriptFailedException {
    boolean isPassedOn = failure.map(ScriptFailedException::exitCode).orElse(0) == code;
    if (failure.isPresent() && isPassedOn && problem.isEmpty()) {
      throw failure.get();
    }
    String handedOver = "what it handed over cannot be read: " + problem.orElse("");
    ScriptEnding ending = new ScriptEnding.Exited(code);
    if (code != 0) {
      String also = problem.isPresent() ? "; also, " + handedOver : "";
      throw failed(code, "failed with " + ending + also, ending);
    }
    if (problem.isPresent()) {
      String how = "failed although the script ended with exit code 0, because " + handedOver;
      throw failed(1, how, ending);
    }
  }

  private ScriptFailedException failed(int code, String how, ScriptEnding ending) {
    String shown = script.shown(context.arguments());
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    return ScriptFailedException.of(context, code, how, shown, took, ending);
  }
}
