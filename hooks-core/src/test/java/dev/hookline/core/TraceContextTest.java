package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Phase;
import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TraceContextTest {
  @Test
  void cleanEnvironment_traceContextOfTheTool_isStillThere() throws IOException {
    try (ChildJvm tool =
        ChildJvm.startAfter(
            "export TRACEPARENT=00-4bf9-00f0-01 TRACESTATE=a=b BAGGAGE=c=d OTHER=1",
            TraceContextTest.class.getName())) {
      assertThat(tool.rest())
          .containsExactly("{BAGGAGE=c=d, TRACEPARENT=00-4bf9-00f0-01, TRACESTATE=a=b}");
    }
  }

  public static void main(String[] arguments) {
    Phase deploy = Phase.of("deploy");
    HookEngine.builder()
        .cleanEnvironment()
        .register(
            deploy, "show", context -> System.out.println(new TreeMap<>(context.environment())))
        .build()
        .run(deploy, HookRequest.in(Path.of("")));
  }
}
