package dev.hookline.benchmarks;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import dev.hookline.api.Environment;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.ScriptHook;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/** The libraries of the table. */
final class Libraries {
  static final List<Library> ALL =
      List.of(new Hookline(), new CommonsExec(), new ZtExec(), new NuProcesses());

  private Libraries() {}

  /** Ours: a phase of one hook, with a grace period of half a second. */
  record Hookline() implements Library {
    @Override
    public String name() {
      return "Hookline";
    }

    @Override
    public Said run(
        List<String> command,
        Map<String, String> variables,
        Duration limit,
        Consumer<String> line) {
      String[] arguments = command.subList(1, command.size()).toArray(new String[0]);
      HookSpec spec =
          HookSpec.of(
              Shapes.PHASE,
              "attack",
              ScriptHook.file(Path.of(command.get(0))).arguments(arguments));
      RunReport report =
          HookEngine.builder()
              .gracePeriod(Duration.ofMillis(500))
              .environment(Environment.of(variables))
              .listener(new ScriptGoals.Lines(written -> line.accept(written.text())))
              .register(limit.isZero() ? spec : spec.timeout(limit))
              .build()
              .run(Shapes.PHASE, HookRequest.in(Path.of("")));
      HookResult result = report.results().get(0);
      return new Said(words(result), !result.leftBehind().isEmpty());
    }

    private static String words(HookResult result) {
      String cause =
          result.outcome().failure().map(Throwable::getMessage).map(Hookline::essence).orElse("");
      return result.outcome().isFailure() && !(result.outcome() instanceof HookOutcome.TimedOut)
          ? cause
          : result.outcome() + (cause.isEmpty() ? "" : ": " + cause);
    }

    /** The message without what names the hook and shows its output. */
    private static String essence(String message) {
      String first = message.lines().findFirst().orElse("");
      return first.replaceFirst("^.*attack\" \\(phase deploy\\):? ?(was stopped: )?", "");
    }
  }

  /** Commons Exec 1.6.0 with a watchdog if there is a limit. */
  record CommonsExec() implements Library {
    @Override
    public String name() {
      return "Commons Exec";
    }

    @Override
    public Said run(
        List<String> command, Map<String, String> variables, Duration limit, Consumer<String> line)
        throws Exception {
      DefaultExecutor executor = DefaultExecutor.builder().get();
      executor.setStreamHandler(
          new PumpStreamHandler(
              new org.apache.commons.exec.LogOutputStream() {
                @Override
                protected void processLine(String text, int level) {
                  line.accept(text);
                }
              }));
      ExecuteWatchdog watchdog = null;
      if (!limit.isZero()) {
        watchdog = ExecuteWatchdog.builder().setTimeout(limit).get();
        executor.setWatchdog(watchdog);
      }
      CommandLine words = new CommandLine(command.get(0));
      command.stream().skip(1).forEach(argument -> words.addArgument(argument, false));
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.putAll(variables);
      String said;
      try {
        said = "exit " + executor.execute(words, environment);
      } catch (ExecuteException e) {
        said = "exit " + e.getExitValue();
      }
      boolean isKilled = watchdog != null && watchdog.killedProcess();
      return new Said(said + (isKilled ? ", killedProcess()" : ""), false);
    }
  }

  /** zt-exec 1.12. */
  record ZtExec() implements Library {
    @Override
    public String name() {
      return "zt-exec";
    }

    @Override
    public Said run(
        List<String> command, Map<String, String> variables, Duration limit, Consumer<String> line)
        throws Exception {
      ProcessExecutor executor =
          new ProcessExecutor()
              .command(command)
              .environment(variables)
              .redirectErrorStream(true)
              .redirectOutput(
                  new org.zeroturnaround.exec.stream.LogOutputStream() {
                    @Override
                    protected void processLine(String text) {
                      line.accept(text);
                    }
                  });
      if (!limit.isZero()) {
        executor.timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
      ProcessResult result = executor.execute();
      return new Said("exit " + result.getExitValue(), false);
    }
  }

  /** NuProcess 3.0.0: destroyed by force when the limit is reached; lines are cut here at LF. */
  record NuProcesses() implements Library {
    @Override
    public String name() {
      return "NuProcess";
    }

    @Override
    public Said run(
        List<String> command, Map<String, String> variables, Duration limit, Consumer<String> line)
        throws Exception {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.putAll(variables);
      NuProcessBuilder builder = new NuProcessBuilder(command, environment);
      builder.setProcessListener(new LineHandler(line));
      NuProcess process = builder.start();
      if (process == null) {
        return new Said("start() returned null", false);
      }
      process.closeStdin(false);
      int code = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (code != Integer.MIN_VALUE) {
        return new Said("exit " + code, false);
      }
      process.destroy(true);
      code = process.waitFor(2, TimeUnit.SECONDS);
      String end = code == Integer.MIN_VALUE ? "no end seen" : "exit " + code;
      return new Said("time is up, then " + end, false);
    }
  }

  /** Cuts what arrives into lines. */
  private static final class LineHandler extends NuAbstractProcessHandler {
    private final Consumer<String> line;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    LineHandler(Consumer<String> line) {
      this.line = line;
    }

    @Override
    public void onStdout(ByteBuffer buffer, boolean closed) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          flush();
        } else {
          open.write(next);
        }
      }
      if (closed && open.size() > 0) {
        flush();
      }
    }

    private void flush() {
      line.accept(open.toString(StandardCharsets.UTF_8));
      open.reset();
    }
  }
}
