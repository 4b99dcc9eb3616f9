package dev.hookline.shell.conventions.ping;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/**
 * A staging directory whose files call each other, hand over and decide as those of the real images
 * do. Each prints its name. There is a license, but no server yet.
 */
abstract class PingImage extends ConventionTestCase {

  /** What a first start prints. */
  static final List<String> FIRST_START =
      List.of(
          "01-start-server.sh",
          "02-get-remote-server-profile.sh",
          "03-build-run-plan.sh",
          "06-copy-product-bits.sh",
          "10-start-sequence.sh",
          "17-check-license.sh",
          "18-setup-sequence.sh",
          "183-run-setup.sh",
          "50-before-post-start.sh",
          "server");

  final Hook server = context -> context.out().println("server");

  @BeforeEach
  void buildImage() throws IOException {
    write(
        "staging/hooks/pingcommon.lib.sh",
        "umask 022",
        "echo \"${0##*/}\"",
        "test ! -f \"$CONTAINER_ENV\" || { set -a; . \"$CONTAINER_ENV\"; set +a; }",
        "run_hook() {",
        "  for file in \"$1.pre\" \"$1\" \"$1.post\"; do",
        "    test ! -f \"$HOOKS_DIR/$file\" || sh \"$HOOKS_DIR/$file\" || exit \"${1%%-*}\"",
        "  done",
        "}");
    image(
        "01-start-server.sh",
        "run_hook 02-get-remote-server-profile.sh",
        "run_hook 03-build-run-plan.sh",
        "run_hook 06-copy-product-bits.sh");
    image(
        "02-get-remote-server-profile.sh",
        "test ! -d remote || cp -R remote/. \"$STAGING_DIR\"",
        "cat \"$STAGING_DIR/env_vars\" >> \"$CONTAINER_ENV\"");
    image(
        "03-build-run-plan.sh",
        "RUN_PLAN=START; test ! -f \"$STARTUP_COMMAND\" || RUN_PLAN=RESTART",
        "echo \"RUN_PLAN=$RUN_PLAN\" >> \"$CONTAINER_ENV\"");
    image("06-copy-product-bits.sh", "test \"$RUN_PLAN\" != START || : > \"$STARTUP_COMMAND\"");
    image("10-start-sequence.sh", "run_hook 17-check-license.sh", "run_hook 18-setup-sequence.sh");
    image("17-check-license.sh", "test -f \"$STAGING_DIR/license\" || exit 17");
    image("18-setup-sequence.sh", "run_hook 183-run-setup.sh");
    image("183-run-setup.sh");
    image("20-restart-sequence.sh", "run_hook 21-update-server-profile.sh");
    image("50-before-post-start.sh");
    write("staging/license", "ID=1");
    write("staging/env_vars");
  }

  /** Writes a hook of the image. */
  Path image(String name, String... lines) throws IOException {
    String library = ". \"$HOOKS_DIR/pingcommon.lib.sh\"";
    return write(
        "staging/hooks/" + name,
        Stream.concat(Stream.of(library), Stream.of(lines)).toArray(String[]::new));
  }

  PingHooks hooks() {
    return PingHooks.in(project.resolve("staging/hooks"))
        .environment(Environment.empty())
        .handOver(project.resolve("staging/.env"));
  }

  /** Returns a run of a container that has not run before, with what its image sets. */
  TestRun container() {
    return run()
        .variable("STAGING_DIR", project.resolve("staging").toString())
        .variable("HOOKS_DIR", project.resolve("staging/hooks").toString())
        .variable("CONTAINER_ENV", project.resolve("staging/.env").toString())
        .variable("STARTUP_COMMAND", project.resolve("start-server").toString());
  }

  TestRun start(PingHooks hooks) throws Exception {
    return start(container(), PingEntrypoint.of(hooks, server));
  }

  static TestRun start(TestRun run, PingEntrypoint entrypoint) throws Exception {
    return run.lifecycle(entrypoint, PingEntrypoint.lifecycle());
  }
}
