package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of the journal of one run without concurrency, as tests read them: as plain text. */
record RecordedLines(List<String> lines) {

  RecordedLines {
    lines = List.copyOf(lines);
  }

  /**
   * Returns the whole lines of the one run in a directory that had begun; none if there is none.
   */
  static RecordedLines in(Path directory) throws IOException {
    return file(directory).map(RecordedLines::of).orElse(new RecordedLines(List.of()));
  }

  private static RecordedLines of(Path file) {
    try {
      String text = Files.readString(file);
      return new RecordedLines(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the journal of the one run in a directory that had begun. */
  static Optional<Path> file(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".journal"))
          .filter(file -> of(file).begun() > 0)
          .findFirst();
    }
  }

  /** Returns how many lines are written at once before anything runs; 0 if they are not there. */
  int begun() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(" begun ")) {
        return i + 1;
      }
    }
    return 0;
  }

  RecordedLines first(int count) {
    return new RecordedLines(lines.subList(0, count));
  }

  /** Returns whether a write ended behind so many lines: a cancellation is written with more. */
  boolean isBoundary(int count) {
    return !isCancel(lines.get(count - 1));
  }

  boolean isDone() {
    return lines.stream().anyMatch(line -> line.split(" ")[1].equals("done"));
  }

  /** Returns the hooks and undos that had ended, as a transcript calls them. */
  List<String> ended() {
    return labels("ended").toList();
  }

  private Stream<String> labels(String word) {
    return lines.stream()
        .map(line -> line.split(" "))
        .filter(fields -> fields[1].equals(word))
        .map(fields -> (fields[3].equals("UNDO") ? "undo " : "") + fields[4]);
  }

  /** Returns what is left to do of what a whole run does when these hooks have ended. */
  static List<String> leaves(List<String> effects, List<String> ended) {
    return effects.stream().filter(effect -> !ended.contains(effect)).toList();
  }

  /**
   * Checks what a process did that left these lines: what it was to do, in its order, up to some
   * point, and all of what it says has ended.
   */
  void check(List<String> did, List<String> toDo, String what) {
    assertThat(did).as(what).isEqualTo(toDo.subList(0, Math.min(did.size(), toDo.size())));
    List<String> ended = ended();
    assertThat(did.stream().filter(ended::contains).toList())
        .as(what)
        .isEqualTo(toDo.stream().filter(ended::contains).toList());
  }

  /** Returns whether a hook was running. */
  boolean isOpen() {
    List<String> about =
        lines.stream().filter(line -> line.matches("\\S+ (started|ended) .*")).toList();
    return !about.isEmpty() && about.get(about.size() - 1).contains(" started ");
  }

  /**
   * Returns whether a run that died here may end in another way than the whole run did: a request
   * to cancel that nothing recorded dies with its process; and a hook that asked for it, and runs
   * again, asks a second time.
   */
  boolean isCancelLostOrDoubled(RecordedLines whole) {
    boolean isRecorded = lines.stream().anyMatch(RecordedLines::isCancel);
    boolean isLast = isCancel(whole.lines.get(whole.lines.size() - 2));
    return isRecorded ? isOpen() : isLast;
  }

  private static boolean isCancel(String line) {
    return line.contains(" cancelled 130 the") && !line.contains(" ended ");
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
