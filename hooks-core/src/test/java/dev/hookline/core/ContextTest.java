package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookKey;
import dev.hookline.api.HookSpec;
import dev.hookline.core.testing.Sayings;
import dev.hookline.core.testing.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hook is given: who it is, where it works, how long it may take. */
class ContextTest {
  private static final HookKey<String> KEY = HookKey.of("key", String.class);

  @TempDir Path temp;
  private final Transcript transcript = new Transcript();
  private final Sayings sayings = new Sayings(DEPLOY);

  @Test
  void context_ofHook_saysWhichAndWhere() {
    Path directory = temp.toAbsolutePath().normalize();
    RunReport report =
        transcript
            .engine(
                sayings.hook("id", context -> context.hook()),
                sayings.hook("phase", context -> context.phase()),
                sayings.hook("name", context -> context.name()),
                sayings.hook("attempt", context -> context.attempt()),
                sayings.hook("arguments", context -> context.arguments()),
                sayings.hook("directory", context -> context.directory().equals(directory)),
                sayings.hook("remaining", context -> context.remaining()),
                sayings.hook("grace", context -> context.gracePeriod()),
                sayings
                    .hook("own", context -> context.gracePeriod())
                    .gracePeriod(Duration.ofMillis(7)),
                sayings.hook("stopping", context -> context.isStopping()),
                sayings.hook("failure", context -> context.failure()),
                sayings.hook("run", context -> context.runId()))
            .run(DEPLOY, HookRequest.in(temp).arguments("up", "-d", ""));
    assertThat(sayings.lines())
        .containsExactly(
            "id: hook \"id\" (phase deploy)",
            "phase: deploy",
            "name: name",
            "attempt: 1",
            "arguments: [up, -d, ]",
            "directory: true",
            "remaining: Optional.empty",
            "grace: PT10S",
            "own: PT0.007S",
            "stopping: false",
            "failure: Optional.empty",
            "run: " + report.runId());
  }

  @Test
  void context_remaining_isThatOfTheNearestLimit() {
    Sayings.Saying remaining = context -> context.remaining().orElseThrow();
    VirtualTime time = new VirtualTime();
    Duration minute = Duration.ofMinutes(1);
    transcript
        .builder(
            sayings.hook("hook", remaining).timeout(minute),
            sayings.hook("attempt", remaining).timeout(minute).attemptTimeout(minute.dividedBy(2)),
            sayings.hook("run", remaining),
            HookSpec.of(DEPLOY, "work", context -> time.pass(minute)),
            sayings.hook("less", remaining),
            sayings.hook("cleanup", remaining).always())
        .time(time)
        .threads(time.threads())
        .gracePeriod(minute.dividedBy(6))
        .build()
        .run(DEPLOY, REQUEST.timeout(minute.multipliedBy(10)));
    assertThat(sayings.lines())
        .containsExactly(
            "hook: PT1M",
            "attempt: PT30S",
            "run: PT8M50S", // the reserve for cleanup, and a grace period, less
            "less: PT7M50S",
            "cleanup: PT9M");
  }

  @Test
  void directory_ofSpecRelative_isBelowThatOfTheRun() {
    HookRequest request = HookRequest.in(temp);
    transcript
        .engine(
            sayings
                .hook("relative", c -> request.directory().relativize(c.directory()))
                .directory(Path.of("x", "..", "app")),
            sayings.hook("absolute", c -> c.directory()).directory(Path.of("/").resolve("srv")))
        .run(DEPLOY, request);
    assertThat(sayings.lines())
        .containsExactly("relative: app", "absolute: " + Path.of("/").resolve("srv"));
  }

  @Test
  void values_lastOneWinsAndTypesAreApart() {
    HookKey<Integer> number = HookKey.of("key", Integer.class);
    HookEngine engine =
        transcript.engine(
            sayings.hook("a", context -> context.get(KEY)),
            HookSpec.of(
                DEPLOY,
                "put",
                context -> {
                  context.put(KEY, "one");
                  context.put(KEY, "two");
                  context.put(number, 3);
                }),
            sayings.hook("b", context -> context.get(KEY) + " " + context.get(number)),
            sayings.hook("z", context -> context.get(KEY)).always());
    engine.run(DEPLOY, REQUEST.attribute(KEY, "old").attribute(KEY, "of the tool"));
    assertThat(sayings.lines())
        .containsExactly(
            "a: Optional[of the tool]", "b: Optional[two] Optional[3]", "z: Optional[two]");
  }
}
