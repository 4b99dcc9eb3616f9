package dev.hookline.recipes;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A rollout as an Indexed Job: each target is an index, whose pod runs the phase there. */
public record RolloutJob(
    String revision, String image, List<String> targets, int atMost, int failures) {

  private static final Duration HOOK_GRACE = Duration.ofSeconds(10); // the engine's gracePeriod
  private static final Duration CLEANUP = Duration.ofMinutes(2); // the limits of undos, added up
  private static final Duration MARGIN = Duration.ofSeconds(20);

  /** Prints it: {@code java RolloutJob.java 4f2a example.org/deploy:4f2a web1 web2 | kubectl …} */
  public static void main(String[] args) {
    List<String> targets = List.of(args).subList(2, args.length);
    System.out.print(new RolloutJob(args[0], args[1], targets, 20, 5).manifest());
  }

  public String manifest() {
    String arguments =
        targets.stream().map(target -> "'" + target + "'").collect(Collectors.joining(", "));
    return """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: deploy-%s
        spec:
          completionMode: Indexed
          completions: %d
          parallelism: %d
          maxFailedIndexes: %d
          backoffLimitPerIndex: 2
          podReplacementPolicy: Failed
          podFailurePolicy:
            rules:
              - action: Ignore
                onPodConditions:
                  - type: DisruptionTarget
                    status: "True"
          template:
            spec:
              restartPolicy: Never
              serviceAccountName: deploy
              terminationGracePeriodSeconds: %d
              shareProcessNamespace: true
              containers:
                - name: deploy
                  image: %s
                  args: [%s]
                  env:
                    - name: REVISION
                      value: '%s'
        """
        .formatted(
            revision,
            targets.size(),
            atMost,
            failures - 1,
            HOOK_GRACE.plus(CLEANUP).plus(MARGIN).toSeconds(),
            image,
            arguments,
            revision);
  }
}
