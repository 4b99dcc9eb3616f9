package dev.hookline.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Something that a script does which its caller may not survive.
 *
 * @param title what it does
 * @param script the text of the script, an executable file
 * @param arguments its arguments
 * @param limit how long it may run, zero for no limit
 * @param times how often it is run
 * @param interruptAfter when the calling thread is interrupted, zero for never
 * @param isAlone whether a tool of its own runs it, because the tool may not survive
 * @param verdict says on one line what came out
 */
record Attack(
    String title,
    String script,
    List<String> arguments,
    Duration limit,
    int times,
    Duration interruptAfter,
    boolean isAlone,
    Function<AttackResult, String> verdict) {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final List<String> HARD =
      List.of("  pad ", "", "a \"b\" 'c'", "*", "two\nlines", "-x", "$HOME");

  static Attack of(String title, String script, Function<AttackResult, String> verdict) {
    return new Attack(title, script, List.of(), Duration.ZERO, 1, Duration.ZERO, false, verdict);
  }

  Attack limited() {
    return new Attack(title, script, arguments, LIMIT, times, interruptAfter, isAlone, verdict);
  }

  private Attack arguments(List<String> given) {
    return new Attack(title, script, given, limit, times, interruptAfter, isAlone, verdict);
  }

  private Attack times(int more) {
    return new Attack(title, script, arguments, limit, more, interruptAfter, isAlone, verdict);
  }

  private Attack interrupted() {
    return new Attack(
        title, script, arguments, limit, times, Duration.ofMillis(500), isAlone, verdict);
  }

  Attack inAToolOfItsOwn() {
    return new Attack(title, script, arguments, limit, times, interruptAfter, true, verdict);
  }

  /** All attacks, in the order of the table. */
  static List<Attack> all() {
    return List.of(
        of(
                "ignores SIGTERM, limit 1 s",
                "trap '' TERM\nwhile :; do sleep 0.1; done",
                AttackResult::end)
            .limited(),
        of("has a child that holds stdout, limit 1 s", "sleep 300\ntrue", AttackResult::end)
            .limited(),
        of(
                "has a child in a session of its own (`setsid`), limit 1 s",
                "setsid sleep 300 &\nsleep 300",
                AttackResult::end)
            .limited(),
        of("forks twice, limit 1 s", "(sleep 300 &)\nsleep 300", AttackResult::end).limited(),
        of(
                "forks twice with `setsid` and an empty environment, limit 1 s",
                "(env -i setsid sleep 300 &)\nsleep 300",
                AttackResult::end)
            .limited(),
        of("stops itself (SIGSTOP), limit 1 s", "kill -STOP $$", AttackResult::end).limited(),
        of(
            "exits 0 and leaves a child that holds stdout",
            "sleep 300 &\necho done",
            AttackResult::endAndLeft),
        of(
                "exits 0 and leaves a child that holds stdout, limit 1 s",
                "sleep 300 &\necho done",
                AttackResult::endAndLeft)
            .limited(),
        of(
                "a TERM trap prints a line and exits with 7, limit 1 s",
                "trap 'echo cleaned; exit 7' TERM\necho begun\nwhile :; do sleep 0.05; done",
                r ->
                    (r.lines().contains("cleaned") ? "line kept" : "**line lost**")
                        + "; "
                        + r.end())
            .limited(),
        of(
                "ignores SIGTERM and exits 0 one second after its limit of 1 s",
                "trap '' TERM\nsleep 1 & sleep 1; sleep 1\nexit 0",
                r -> r.said() + " after " + r.seconds())
            .limited(),
        of(
                "the caller is interrupted, a child holds stdout",
                "sleep 300\ntrue",
                r -> r.end() + (r.flagKept() ? "" : "; **interrupt swallowed**"))
            .interrupted(),
        of("prints one line and exits, 300 times", "echo line", r -> lost(r, 300)).times(300),
        of(
            "prints `10%`, CR, `20%`, CR, `done`, LF, `next`, LF",
            "printf '10%%\\r20%%\\rdone\\nnext\\n'", r -> "lines " + r.shownLines()),
        of(
            "writes a line of 100 MB",
            "head -c 100000000 /dev/zero | tr '\\0' x",
            r -> r.said() + ", heap +" + r.heapMega() + " MB"),
        of(
            "writes bytes that are no UTF-8, no last newline",
            "printf 'a\\377b\\nlast'",
            r -> "lines " + r.shownLines()),
        of("reads its input, which was not given", "cat\necho eof", r -> r.end()),
        of(
                "is given hard arguments (padding, empty, quotes, glob, newline)",
                "for a; do printf '<%s>' \"$a\"; done",
                r -> exact(r))
            .arguments(HARD),
        of("kills itself with SIGKILL", "kill -9 $$", AttackResult::said),
        of("exits with 137", "exit 137", AttackResult::said),
        new Attack(
            "its interpreter does not exist",
            "#!/no/such/interpreter",
            List.of(),
            Duration.ZERO,
            1,
            Duration.ZERO,
            false,
            AttackResult::said));
  }

  private static String lost(AttackResult result, int expected) {
    int lost = expected - result.lines().size();
    return lost == 0 ? "no line lost" : "**" + lost + " lines lost**";
  }

  private static String exact(AttackResult result) {
    StringBuilder expected = new StringBuilder();
    HARD.forEach(argument -> expected.append('<').append(argument).append('>'));
    return String.join("\n", result.lines()).equals(expected.toString())
        ? "exact"
        : "**changed**: " + result.shownLines();
  }
}
