package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs with a journal, whose process dies where a test cuts the journal off. */
final class JournalFixture {
  static final Phase BUILD = Phase.of("build");
  static final Lifecycle SHOP = Lifecycle.named("shop").phase(DEPLOY).phase(BUILD).build();

  final Transcript transcript = new Transcript();
  final FileJournal journal;
  final HookRequest request;

  JournalFixture(Path directory) {
    journal = FileJournal.in(directory);
    request = Transcript.REQUEST.journal(journal);
  }

  RunReport run(HookSpec... specs) {
    return transcript.unheard(specs).run(SHOP, request);
  }

  RunReport resume(HookSpec... specs) {
    return resume(Resume.unfinished(), specs);
  }

  RunReport resume(Resume how, HookSpec... specs) {
    return transcript.unheard(specs).resume(SHOP, request, how);
  }

  /** Returns the journal that is there. */
  Path file() throws IOException {
    try (var files = Files.list(journal.directory())) {
      return files.filter(file -> file.toString().endsWith(".journal")).findFirst().orElseThrow();
    }
  }

  /** Cuts the journal off behind the last line that contains this, as the end of a process does. */
  void dieAfter(String text) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    while (!lines.get(lines.size() - 1).contains(text)) {
      lines.remove(lines.size() - 1);
    }
    Files.writeString(file(), String.join("\n", lines) + "\n");
  }

  /** Returns what the journal says, without times, ids and checksums. */
  List<String> said() throws IOException {
    return Files.readAllLines(file(), StandardCharsets.US_ASCII).stream()
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .map(line -> line.replaceAll("[0-9-]+T[0-9:.]+Z", "TIME").replaceAll("PT[0-9.]+S", "TOOK"))
        .map(line -> line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "RUN"))
        .toList();
  }

  /** Returns a text with what differs from run to run replaced. */
  String text(String text, String runId) {
    return text.replace(runId, "RUN")
        .replace(journal.directory().toString(), "DIR")
        .replaceAll("[0-9-]+T[0-9:.]+Z", "TIME");
  }
}
