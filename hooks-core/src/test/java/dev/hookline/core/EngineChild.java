package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.FileLedger;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own that runs an engine with a ledger, and says what it does. */
final class EngineChild implements AutoCloseable {
  static final OnceKey KEY = OnceKey.of("build", "production").with("revision", "4f2a");

  private final Process process;
  private final BufferedReader output;

  private EngineChild(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a child whose last hook never returns. */
  static EngineChild stuck(Path ledger) throws IOException {
    return start(command("stuck", ledger));
  }

  /** Starts a child that can write no file longer than a few kilobytes. */
  static EngineChild withFullDisk(Path ledger) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 4; exec \"$@\"", "sh"));
    command.addAll(command("full", ledger));
    return start(command);
  }

  private static EngineChild start(List<String> command) throws IOException {
    return new EngineChild(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static List<String> command(String what, Path ledger) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-cp",
        Stream.of(EngineChild.class, FileLedger.class, Hook.class)
            .map(EngineChild::root)
            .collect(Collectors.joining(File.pathSeparator)),
        EngineChild.class.getName(),
        what,
        ledger.toString());
  }

  private static String root(Class<?> type) {
    URI from = URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
    return Path.of(from).toString();
  }

  /** Returns the next line that the child wrote. */
  String line() throws IOException {
    return String.valueOf(output.readLine());
  }

  /** Returns all the lines that the child writes until it ends. */
  List<String> rest() {
    return output.lines().toList();
  }

  /** Kills the child as {@code kill -9} does, and returns the lines that it had written. */
  List<String> kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // unlike that of the process, leaves its output open
    process.waitFor();
    return rest();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs in the child. */
  public static void main(String... arguments) {
    FileLedger ledger = FileLedger.in(Path.of(arguments[1]));
    HookEngine engine =
        arguments[0].equals("stuck") ? engine(ledger, EngineChild::say, true) : full(ledger);
    RunReport report = engine.run(DEPLOY, Transcript.REQUEST.once(DEPLOY, KEY));
    say(report.status() + " " + report.failure().map(Throwable::getMessage).orElse(""));
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static HookSpec spec(String name, Consumer<String> lines) {
    return HookSpec.of(DEPLOY, name, context -> lines.accept(name));
  }

  /** Returns an engine whose hooks say what they do; the last one may never return. */
  static HookEngine engine(FileLedger ledger, Consumer<String> lines, boolean isStuck) {
    return HookEngine.builder()
        .ledger(ledger)
        .register(spec("a", lines).undo(context -> lines.accept("undo a")))
        .register(spec("b", lines).undo(context -> lines.accept("undo b")))
        .register(
            DEPLOY,
            "c",
            context -> {
              lines.accept(context.runId());
              new CountDownLatch(isStuck ? 1 : 0).await();
            })
        .register(spec("on failure", lines).onlyOnFailure())
        .register(spec("always", lines).always())
        .build();
  }

  /** Returns an engine of so many hooks that their successes fill a small disk. */
  private static HookEngine full(FileLedger ledger) {
    HookEngineBuilder builder = HookEngine.builder().ledger(ledger);
    for (int i = 0; i < 200; i++) {
      builder.register(
          HookSpec.of(DEPLOY, "hook " + i, context -> say("hook")).undo(context -> say("undo")));
    }
    return builder
        .register(spec("on failure", EngineChild::say).onlyOnFailure())
        .register(spec("always", EngineChild::say).always())
        .build();
  }
}
