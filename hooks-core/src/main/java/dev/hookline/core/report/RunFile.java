package dev.hookline.core.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.core.report.model.RecordedRun;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes single files of a report. By streams, because an interrupt, as it stops a hook, would
 * close a channel; and by an encoder that replaces what is no text.
 */
final class RunFile {
  private RunFile() {}

  /** Writes a report to a target, and throws what the target threw. */
  static void write(ReportFormat format, RecordedRun run, Appendable out) throws IOException {
    try {
      format.write(run, out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes a report whole or not at all: who reads the directory never sees a part of it. */
  static void replace(Path file, ReportFormat format, RecordedRun run) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".tmp");
    try (Writer out = open(whole, false)) {
      write(format, run, out);
    }
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Opens a file to write text to it. */
  static Writer open(Path file, boolean isAppending) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(file.toFile(), isAppending), UTF_8));
  }
}
