package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OutputLine;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of what a hook writes: what is kept, what is copied, and its lines. */
class OutputTest {
  private final Transcript transcript = new Transcript();

  private RunReport run(HookSpec... specs) {
    return transcript.engine(specs).run(DEPLOY, REQUEST);
  }

  @Test
  void output_long_keepsHeadAndTail() {
    HookResult result =
        run(HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  for (int i = 0; i < 100_000; i++) {
                    context.out().print("line " + i + "\n");
                  }
                }))
            .results()
            .get(0);
    assertThat(result.output().head()).startsWith("line 0\nline 1\n").hasSize(8 * 1024);
    assertThat(result.output().tail()).endsWith("line 99998\nline 99999\n").hasSize(24 * 1024);
    assertThat(result.output().omittedBytes()).isEqualTo(1_088_890 - 32 * 1024);
    assertThat(result.output().text()).contains("\n[… 1056122 bytes omitted …]\n");
  }

  @Test
  void output_copyFails_warnsOnceAndGoesOn() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    RunReport report =
        run(
            HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  context.output().copyTo(full);
                  context.out().println("one");
                  context.out().println("two");
                }));
    assertThat(report.results().get(0).output().text().lines()).containsExactly("one", "two");
    assertThat(report.warnings())
        .containsExactly(
            "the output of hook \"a\" (phase deploy) is no longer copied: IOException: disk full");
  }

  @Test
  void lines_ofManyKinds_comeWhole() {
    List<OutputLine> lines = new ArrayList<>();
    HookListener listener =
        new HookListener() {
          @Override
          public void lineWritten(LineWritten event) {
            lines.add(event.line());
          }
        };
    HookEngine.builder()
        .listener(listener)
        .register(
            DEPLOY,
            "a",
            context -> {
              context.out().print("a\r\nb\n\n€".repeat(1));
              context.err().print("x".repeat(8191) + "€ y\nlast");
            })
        .build()
        .run(DEPLOY, REQUEST);
    assertThat(lines)
        .extracting(line -> line.channel() + " " + line.text().length() + " " + line.continued())
        .containsExactlyInAnyOrder(
            "OUT 1 false",
            "OUT 1 false",
            "OUT 0 false",
            "OUT 1 false",
            "ERR 8191 true",
            "ERR 3 false",
            "ERR 4 false");
  }
}
