package dev.hookline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs every attack with every library and writes {@code hooks-shell/docs/attacks.md}. No library
 * is waited for longer than {@link #PATIENCE}; all processes are ended by their ids afterwards.
 */
public final class AttackTable {
  private static final long PATIENCE = 6_000;
  private static final long AFTERMATH = 500;
  private static final Path DOCUMENT = Path.of("..", "docs", "attacks.md");

  private static final String NEWER = "The newer attacks";
  private static final String ABOUT_NEWER =
      """

      %s
      Measured by the same program (`-Dbench.args="attacks newer"` for this table alone), as root, in a PID
      namespace of its own, so that nothing is left behind (`unshare --pid --fork --mount-proc
      --kill-child`). The tests below have more attacks than this table. The column of the other libraries
      would be `–` there, because those attacks need something that only Hookline has: a check on loading
      that is repeated at launch, cgroups, masking, values that are handed over, a report of what cannot be
      seen; or a user or a system with fewer rights.
      """;
  private static final String BY_HAND = "\n### What was broken";

  private AttackTable() {}

  /** With the argument {@code newer} it writes the second table only. */
  public static void main(String[] arguments) throws Exception {
    Table newer = new Table(NEWER, header());
    try (Scratch scratch = new Scratch()) {
      String first = List.of(arguments).contains("newer") ? writtenBefore() : first(scratch);
      NewerAttacks.measure(newer, scratch);
      Files.writeString(DOCUMENT, first + ABOUT_NEWER.formatted(newer) + writtenByHand());
    }
    System.exit(0);
  }

  private static String first(Scratch scratch) throws Exception {
    Table table = new Table("The attacks", header());
    int number = 0;
    for (Attack attack : Attack.all()) {
      row(table, attack, scratch.script("attack" + ++number, text(attack)));
    }
    return introduction() + table;
  }

  /** Returns the script of an attack. */
  static String text(Attack attack) {
    return (attack.script().startsWith("#!") ? "" : "#!/bin/bash\n") + attack.script() + "\n";
  }

  /** Adds a row with what each library makes of an attack. */
  static void row(Table table, Attack attack, Path script) throws Exception {
    String[] row = new String[1 + Libraries.ALL.size()];
    row[0] = attack.title();
    for (int i = 0; i < Libraries.ALL.size(); i++) {
      Library library = Libraries.ALL.get(i);
      Library used = attack.isAlone() ? new Alone(library) : library;
      row[i + 1] = new Trial(attack, script, used).verdict();
      System.err.println(row[0] + " | " + library.name() + " | " + row[i + 1]);
    }
    table.row(row);
  }

  private static String writtenBefore() throws IOException {
    String document = Files.readString(DOCUMENT);
    int end = document.indexOf("\n### " + NEWER);
    return document.substring(0, end < 0 ? document.indexOf(BY_HAND) : end);
  }

  /** Returns what follows the table. */
  private static String writtenByHand() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf(BY_HAND);
    return start < 0 ? "" : document.substring(start);
  }

  private static String[] header() {
    List<String> header = new ArrayList<>(List.of("the script …"));
    Libraries.ALL.forEach(library -> header.add(library.name()));
    return header.toArray(new String[0]);
  }

  private static String introduction() {
    return """
    # What a script can do to its caller

    Written by `mvn -q -Pbench verify -Dbench.args=attacks`, which runs each attack with each
    library; do not edit the first table. JDK %s; Commons Exec 1.6.0 with a watchdog where there is a limit,
    zt-exec 1.12 with `timeout`, NuProcess 3.0.0 with `waitFor(limit)`, then `destroy(true)` and
    two seconds more;
    Hookline with a grace period of 0.5 s. *Hangs*: had not returned after %d s. *Runs on*:
    processes of the attack that were alive half a second after the return.

    """
        .formatted(Runtime.version().feature(), PATIENCE / 1000);
  }

  /** One attack on one library. */
  private static final class Trial {
    private final Attack attack;
    private final Path script;
    private final Library library;
    private final String cookie = UUID.randomUUID().toString();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<String> said = new AtomicReference<>("nothing");
    private final AtomicBoolean hasLeft = new AtomicBoolean();
    private final AtomicBoolean flagKept = new AtomicBoolean();

    Trial(Attack attack, Path script, Library library) {
      this.attack = attack;
      this.script = script;
      this.library = library;
    }

    String verdict() throws Exception {
      OutputGoals.HeapPeak heap = new OutputGoals.HeapPeak();
      List<AttackResult> result = new ArrayList<>();
      heap.during(() -> result.add(attackOnce()));
      AttackResult r = result.get(0);
      AttackResult complete =
          new AttackResult(
              r.hasReturned(),
              r.nanos(),
              r.said(),
              r.lines(),
              r.alive(),
              r.reported(),
              r.flagKept(),
              Math.round(heap.mega));
      return attack.verdict().apply(complete);
    }

    private AttackResult attackOnce() throws Exception {
      Thread caller = new Thread(this::call, "attacked");
      caller.setDaemon(true);
      long start = System.nanoTime();
      caller.start();
      if (!attack.interruptAfter().isZero()) {
        Thread.sleep(attack.interruptAfter().toMillis());
        caller.interrupt();
      }
      caller.join(attack.times() > 1 ? 20 * PATIENCE : PATIENCE);
      long nanos = System.nanoTime() - start;
      boolean hasReturned = !caller.isAlive();
      List<String> seen = List.copyOf(lines);
      final String words = essence();
      Thread.sleep(AFTERMATH);
      int alive = endAll();
      caller.join(PATIENCE);
      return new AttackResult(
          hasReturned, nanos, words, seen, alive, hasLeft.get(), flagKept.get(), 0);
    }

    private void call() {
      List<String> command = new ArrayList<>();
      command.add(script.toString());
      command.addAll(attack.arguments());
      Consumer<String> line = text -> lines.add(text.length() > 200 ? "long" : text);
      try {
        for (int i = 0; i < attack.times(); i++) {
          Library.Said ending =
              library.run(command, Map.of("ATTACK", cookie), attack.limit(), line);
          said.set(ending.words());
          hasLeft.set(ending.hasLeft());
        }
      } catch (Throwable e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        said.set(e.getClass().getSimpleName() + ": " + message);
        flagKept.set(e instanceof InterruptedException);
      }
      flagKept.compareAndSet(false, Thread.currentThread().isInterrupted());
    }

    /** Returns what it said without what differs from run to run, cut where it gets long. */
    private String essence() {
      String text =
          said.get()
              .replace(script.toString(), "FILE")
              .replace(cookie, "…")
              .replaceAll("pid=[0-9]+", "pid=…")
              .replace("|", "\\|");
      return text.length() > 150 ? text.substring(0, 150) + "…" : text;
    }

    /** Ends what this trial started and returns how many processes there were. */
    private int endAll() throws IOException {
      List<ProcessHandle> ours = new ArrayList<>();
      ProcessHandle.allProcesses().filter(this::isOurs).forEach(ours::add);
      ours.forEach(ProcessHandle::destroyForcibly);
      return ours.size();
    }

    /** By the cookie or, where the environment was wiped, by command and directory. */
    private boolean isOurs(ProcessHandle process) {
      Path facts = Path.of("/proc", String.valueOf(process.pid()));
      try {
        String environment = read(facts.resolve("environ"));
        if (environment.contains("ATTACK=" + cookie)) {
          return !read(facts.resolve("stat")).contains(") Z ");
        }
        return environment.isEmpty()
            && read(facts.resolve("cmdline")).equals("sleep\0" + "300\0")
            && Files.readSymbolicLink(facts.resolve("cwd")).equals(Path.of("").toRealPath());
      } catch (IOException e) {
        return false;
      }
    }

    private static String read(Path file) throws IOException {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
  }
}
