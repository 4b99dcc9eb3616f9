package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.HookExitException;
import dev.hookline.api.RetryPolicy;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.NumberShape;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.table.Rule.Kind;
import dev.hookline.shell.hooksfile.table.Shape;
import dev.hookline.shell.hooksfile.text.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of a retry policy. */
final class RetryKeys {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  static final Key<Integer> ATTEMPTS =
      new Key<>(
          "attempts",
          NumberShape.whole(1, 1_000_000),
          "How often it is tried at most, the first try included.");

  static final Key<Duration> BACKOFF =
      new Key<>(
          "backoff",
          Values.TIME_OR_ZERO,
          "The wait before the second attempt, which grows with each further one. Default: 0s.");

  static final Key<Double> FACTOR =
      new Key<>(
          "factor",
          NumberShape.decimal(1, 1000),
          "By how much each wait is longer than the one before it. Default: 2.");

  static final Key<Duration> LONGEST =
      new Key<>(
          "longest-wait",
          Values.TIME_OR_ZERO,
          "The longest wait; not shorter than `backoff`. Default: 1m, or `backoff` if that is"
              + " longer.");

  static final Key<Double> JITTER =
      new Key<>(
          "jitter",
          NumberShape.decimal(0, 1),
          "Which part of a wait may be cut off at random, from 0 to 1. Default: 0.");

  static final Key<List<Integer>> EXIT_CODES =
      new Key<>(
          "exit-codes",
          ByKind.oneOrMore(NumberShape.whole(1, 255)),
          "The exit codes after which it is tried again. Default: after every failure.");

  static final Shape<RetryPolicy> RETRY =
      ByKind.of(
          ATTEMPTS.shape().as(RetryPolicy::attempts),
          ObjectShape.of(
                  "a retry",
                  "How often a hook that failed is tried again.",
                  List.of(ATTEMPTS, BACKOFF, FACTOR, LONGEST, JITTER, EXIT_CODES))
              .rule(Kind.AT_LEAST_ONE, ATTEMPTS)
              .rule(Kind.FIRST_NEEDS_ANOTHER, FACTOR, BACKOFF)
              .rule(Kind.FIRST_NEEDS_ANOTHER, LONGEST, BACKOFF)
              .rule(Kind.FIRST_NEEDS_ANOTHER, JITTER, BACKOFF)
              .checked(RetryKeys::policy));

  private RetryKeys() {}

  private static Optional<RetryPolicy> policy(Fields fields, YamlNode node, Problems problems) {
    Duration first = fields.get(BACKOFF).orElse(Duration.ZERO);
    Duration usual = first.compareTo(LONGEST_WAIT) > 0 ? first : LONGEST_WAIT;
    Duration longest = fields.get(LONGEST).orElse(usual);
    if (longest.compareTo(first) < 0) {
      problems.at(
          fields.nodeOf(LONGEST),
          "found a longest wait that is shorter than the backoff; expected a longer one");
      return Optional.empty();
    }
    RetryPolicy policy =
        RetryPolicy.attempts(fields.get(ATTEMPTS).orElse(1))
            .backoff(first, fields.get(FACTOR).orElse(2.0), longest)
            .jitter(fields.get(JITTER).orElse(0.0));
    List<Integer> codes = fields.all(EXIT_CODES);
    return Optional.of(codes.isEmpty() ? policy : policy.onlyIf(e -> endedWith(codes, e)));
  }

  private static boolean endedWith(List<Integer> codes, Throwable failure) {
    return failure instanceof HookExitException exit && codes.contains(exit.exitCode());
  }
}
