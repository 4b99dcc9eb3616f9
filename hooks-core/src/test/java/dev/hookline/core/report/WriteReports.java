package dev.hookline.core.report;

import dev.hookline.api.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes reports for people to look at, and measures large ones. */
final class WriteReports {
  private WriteReports() {}

  public static void main(String... arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    FakeRun.deployment().record(38_050, RunStatus.FAILED, ReportFiles.in(directory));
    for (int round = 0; round < 3; round++) {
      RunRecorder large = FakeRun.large(10_000).record(100_100, RunStatus.FAILED);
      for (ReportFormat format : ReportFormat.values()) {
        System.gc();
        long before = used();
        long start = System.nanoTime();
        String text = large.report(format);
        long end = System.nanoTime();
        Files.writeString(directory.resolve("large-" + format.fileName()), text);
        System.out.printf(
            "%s: %.3f s, %d bytes, heap of the recording %d KiB%n",
            format,
            (end - start) / 1e9,
            Files.size(directory.resolve("large-" + format.fileName())),
            before / 1024);
      }
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
