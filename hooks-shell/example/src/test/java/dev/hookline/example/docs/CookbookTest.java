package dev.hookline.example.docs;

import static dev.hookline.example.docs.ReportAssert.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookContext;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.remote.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;

/** Runs the recipes. */
class CookbookTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  @TempDir Path temp;

  private Path script(String name, String text) throws IOException {
    return file(name, "#!/bin/sh\n" + text + "\n");
  }

  private Path file(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String text(String name) throws IOException {
    return Files.readString(temp.resolve(name));
  }

  @Test
  void gettingStarted_firstPlan_runs() throws IOException {
    script("hooks/deploy/10-migrate.sh", "echo migrated >done");
    FirstPlan.main(new String[] {temp.toString()});
    assertThat(text("done")).isEqualTo("migrated\n");
  }

  @Test
  void gettingStarted_firstLifecycle_runsAndRollsBack() throws IOException {
    List<String> done = new ArrayList<>();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      assertThat(FirstLifecycle.deploy(temp, "true", done)).ended("succeeded");
    } finally {
      System.setOut(before);
    }
    assertThat(Page.of("getting-started.md").blocks("text")).containsExactly(out.toString(UTF_8));
    assertThat(done).containsExactly("compile", "link to new release", "warm", "clean", "unlock");
    done.clear();
    assertThat(FirstLifecycle.deploy(temp, "exit 3", done)).ended("failed").undid("switch");
    assertThat(done)
        .containsExactly(
            "compile",
            "link to new release",
            "it failed",
            "clean",
            "link to old release",
            "unlock");
  }

  @Test
  void deploy_secondRun_buildsNothingAgain() throws IOException {
    script("hooks/build/10-build.sh", "echo built >>log");
    script("hooks/deploy/10-migrate.sh", "echo migrated >>log");
    List<String> switched = new ArrayList<>();
    Path state = temp.resolve("state");
    assertThat(DeployRecipe.deploy(temp, state, "abc", () -> switched.add("1"))).isZero();
    assertThat(DeployRecipe.deploy(temp, state, "abc", () -> switched.add("2"))).isZero();
    assertThat(text("log")).isEqualTo("built\nmigrated\nmigrated\n");
    assertThat(switched).containsExactly("1", "2");
  }

  @Test
  void server_endsOrFails_drainsBeforeTheEnd() throws IOException {
    script("init.d/10-table.sh", "echo init >>log");
    assertThat(ServerRecipe.serve(temp, context -> {}, "echo drained >>log")).ended("succeeded");
    assertThat(ServerRecipe.serve(temp, this::crash, "echo drained >>log")).ended("failed");
    assertThat(text("log")).isEqualTo("init\ndrained\ninit\ndrained\n");
  }

  private void crash(HookContext context) throws IOException {
    throw new IOException("port is in use");
  }

  @Test
  void migration_thirdFails_undoesTheOthers() throws IOException {
    file("V2__name.sql", "add name");
    file("U2__name.sql", "drop name");
    file("V10__broken.sql", "broken");
    file("V1__guests.sql", "create guests");
    List<String> database = new ArrayList<>();
    HookEngine engine =
        HookEngine.builder()
            .load(
                new MigrationRecipe(
                    temp,
                    sql -> {
                      database.add(sql);
                      if (sql.equals("broken")) {
                        throw new IllegalStateException(sql);
                      }
                    }))
            .build();
    RunReport report = engine.run(Phase.of("migrate"), HookRequest.in(temp));
    assertThat(report).ended("failed").ran("V1__guests.sql").undid("V2__name.sql");
    assertThat(database).containsExactly("create guests", "add name", "broken", "drop name");
  }

  @Test
  void release_announcementFails_isReleasedAllTheSame() throws IOException {
    script("test", "test $# = 0");
    script("upload", "echo $1 $TOKEN >uploaded");
    script("withdraw", "rm uploaded");
    script("announce", "exit 1");
    RunReport report = ReleaseRecipe.release(temp, "1.0", "s3cret");
    assertThat(report).ended("succeeded").ran("tests", "upload");
    assertThat(report.warnings()).hasSize(1);
    assertThat(text("uploaded")).isEqualTo("1.0 s3cret\n");
    Files.delete(temp.resolve("uploaded"));
    assertThat(ReleaseRecipe.release(temp, "1.0", "s3cret", "tag:remote")).ended("succeeded");
    assertThat(temp.resolve("uploaded")).doesNotExist();
  }

  @Test
  void plugin_inADirectory_bringsItsHook() throws IOException {
    file(
        "plugins/audit/META-INF/services/dev.hookline.api.HookSource", AuditPlugin.class.getName());
    HookEngine engine = PluginRecipe.engine(temp.resolve("plugins"));
    RunReport report = engine.run(DEPLOY, HookRequest.in(temp).override("RELEASE", "7"));
    assertThat(report).ended("succeeded").ran("audit");
    assertThat(report.results().get(0).output().text()).startsWith("release 7 by run ");
  }

  @Test
  void reports_areWritten() throws IOException {
    script("hooks/deploy/10-migrate.sh", "echo migrated");
    Path summary = temp.resolve("summary.md");
    Path reports = temp.resolve("reports");
    int code = ReportsRecipe.run(temp, reports, Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
    assertThat(code).isZero();
    assertThat(reports.resolve("junit.xml")).content().contains("10-migrate.sh");
    assertThat(summary).content().contains("10-migrate.sh");
  }

  @Test
  void spring_hookFails_endsTheApplication() {
    HookEngine engine =
        HookEngine.builder()
            .register(
                Phase.of("init"),
                "migrate",
                context -> {
                  throw new IOException("no database for " + context.arguments());
                })
            .build();
    SpringRecipe runner = new SpringRecipe(engine);
    assertThatThrownBy(() -> runner.run(new DefaultApplicationArguments("--fast")))
        .hasStackTraceContaining("no database for [--fast]");
    assertThat(runner.getExitCode()).isEqualTo(1);
  }

  @Test
  void remote_launchers_carryTheScript() throws IOException {
    Path launcher = script("launcher", "shift; exec \"$@\"");
    Launcher there = Launcher.words(launcher.toString(), "shop");
    RunReport report = RemoteRecipe.run(temp, there, there);
    assertThat(report).ended("succeeded").ran("migrate", "restart");
    assertThat(report.results().get(0).output().text()).isEqualTo("migrate --fast\n");
    assertThat(report.results().get(1).output().text()).isEqualTo("restart 7\n");
  }
}
