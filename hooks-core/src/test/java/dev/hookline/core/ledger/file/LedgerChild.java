package dev.hookline.core.ledger.file;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JVM of its own that works on a ledger: what it is asked for, and how it is started. */
final class LedgerChild implements AutoCloseable {
  private final ChildJvm child;

  private LedgerChild(ChildJvm child) {
    this.child = child;
  }

  /** Starts a child: {@code write|hold|refuse|count DIRECTORY RUN ...}. */
  static LedgerChild start(Object... arguments) throws IOException {
    return new LedgerChild(ChildJvm.start(command(arguments)));
  }

  /** Starts a child that can write no file longer than a few kilobytes. */
  static LedgerChild startWithFullDisk(Object... arguments) throws IOException {
    return new LedgerChild(ChildJvm.startWithFullDisk(command(arguments)));
  }

  private static String[] command(Object... arguments) {
    return Stream.concat(Stream.of(LedgerChild.class.getName()), Stream.of(arguments))
        .map(Object::toString)
        .toArray(String[]::new);
  }

  /** Returns the directory or the jar, on the class path or in the module, of a class. */
  static Path root(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    String found = String.valueOf(type.getClassLoader().getResource(name));
    if (found.startsWith("jar:")) {
      return Path.of(URI.create(found.substring("jar:".length(), found.indexOf("!/"))));
    }
    Path root = Path.of(URI.create(found));
    for (int depth = name.split("/").length; depth > 0; depth--) {
      root = root.getParent();
    }
    return root;
  }

  long pid() {
    return child.pid();
  }

  /** Returns the next line that the child wrote. */
  String line() throws IOException {
    return child.line();
  }

  List<String> lines(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(line());
    }
    return lines;
  }

  /** Returns all the lines that the child writes until it ends. */
  List<String> rest() {
    return child.rest();
  }

  /** Tells the child to go on. */
  void release() throws IOException {
    child.closeInput();
  }

  /** Kills the child as {@code kill -9} does, and returns the lines that it had written. */
  List<String> kill() throws InterruptedException {
    return child.kill();
  }

  int waitFor() throws InterruptedException {
    return child.waitFor();
  }

  @Override
  public void close() {
    child.close();
  }

  /** Runs in the child. */
  public static void main(String... arguments) throws Exception {
    FileLedger ledger = FileLedger.in(Path.of(arguments[1]));
    String runId = arguments[2];
    switch (arguments[0]) {
      case "write" -> write(ledger, runId);
      case "hold" -> hold(ledger, runId);
      case "refuse" -> refuse(ledger, runId);
      case "count" -> count(ledger, runId, Integer.parseInt(arguments[3]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Records hooks without end and prints the name of each that is recorded. */
  private static void write(FileLedger ledger, String runId) throws InterruptedException {
    try (LedgerClaim claim = ledger.claim(LedgerFixture.PHASE, LedgerFixture.KEY, runId)) {
      claim.recordBegun(Optional.empty());
      System.out.println("begun");
      for (int i = 0; true; i++) {
        claim.recordSucceeded("hook " + i);
        System.out.println("hook " + i);
      }
    } catch (LedgerException e) {
      System.out.println(e.getMessage());
    }
  }

  private static void hold(FileLedger ledger, String runId) throws Exception {
    try (LedgerClaim claim = ledger.claim(LedgerFixture.PHASE, LedgerFixture.KEY, runId)) {
      System.out.println("claimed");
      int end = System.in.read();
      claim.recordBegun(Optional.empty());
      claim.recordDone();
      System.out.println("done " + end);
    }
  }

  private static void refuse(FileLedger ledger, String runId) throws InterruptedException {
    try (LedgerClaim claim =
        ledger.waitAtMost(Duration.ZERO).claim(LedgerFixture.PHASE, LedgerFixture.KEY, runId)) {
      System.out.println(claim);
    } catch (LedgerException e) {
      System.out.println(e.getMessage());
    }
  }

  private static void count(FileLedger ledger, String runId, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      for (String name : List.of("shared", "own " + runId)) {
        try (LedgerClaim claim =
            ledger.claim(LedgerFixture.PHASE, OnceKey.of(name), runId + "." + i)) {
          claim.recordBegun(Optional.empty());
          countOne(ledger.directory().resolveSibling(name));
          claim.recordDone();
        }
      }
    }
    System.out.println("counted");
  }

  /** Reads, adds and writes back: numbers get lost unless the one who does it is alone. */
  static void countOne(Path file) {
    try {
      int number = Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
      Files.writeString(file, String.valueOf(number + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
