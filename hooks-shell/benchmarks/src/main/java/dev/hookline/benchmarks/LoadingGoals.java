package dev.hookline.benchmarks;

import dev.hookline.api.HookSpec;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookPlan;
import dev.hookline.shell.HookDirectory;
import dev.hookline.shell.config.YamlFile;
import dev.hookline.shell.conventions.upsun.UpsunHooks;
import dev.hookline.shell.hooksfile.HooksFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Measures reading a large directory and a large file, the contestants taking turns. */
final class LoadingGoals {
  private static final int FILES = 10_000;
  private static final int APPLICATIONS = 1_000;
  private static final int COMMANDS = 100_000;
  private static final int MOST_BYTES = 16 << 20;

  private final boolean isLong;
  private final Figures figures = new Figures();
  private Object kept = "";

  LoadingGoals(boolean isLong) {
    this.isLong = isLong;
  }

  Part run() throws Exception {
    Table table = new Table("Loading", "what", "ms", "ratio");
    directory(table);
    yaml(table);
    commands(table);
    Part part = new Part("Loading");
    part.figures.add(table);
    part.goals
        .atMost(
            "a directory of 10,000 scripts, to Files.find with attributes, sorted",
            1.3,
            figures.ratio("HookDirectory.load()", "Files.find with attributes, sorted"),
            " ×")
        .atMost(
            "YAML of 1,000 applications, to the bare SnakeYAML Engine parse",
            1.5,
            figures.ratio("UpsunHooks.load()", "SnakeYAML Engine, Load.loadFromString"),
            " ×")
        .atMost(
            "hooks.yaml of 100,000 commands, to the bare SnakeYAML Engine parse",
            1.5,
            figures.ratio("HooksFile.load()", "SnakeYAML Engine, the same commands"),
            " ×");
    return part;
  }

  private void rounds(String what, Map<String, Callable<Object>> contestants) throws Exception {
    System.err.println(what);
    int warmUp = 10;
    for (int round = -warmUp; round < (isLong ? 41 : 15); round++) {
      for (Map.Entry<String, Callable<Object>> contestant : contestants.entrySet()) {
        long start = System.nanoTime();
        kept = contestant.getValue().call();
        if (round >= 0) {
          figures.add(contestant.getKey(), (System.nanoTime() - start) / 1e6);
        }
      }
    }
  }

  private void rows(Table table, String first, Map<String, Callable<Object>> contestants) {
    for (String who : contestants.keySet()) {
      table.row(who, Table.figure(figures.median(who)), Table.figure(figures.ratio(who, first)));
    }
  }

  private void directory(Table table) throws Exception {
    try (Scratch scratch = new Scratch()) {
      for (int i = 0; i < FILES; i++) {
        scratch.script(String.format("hooks/%05d-step.sh", i * 7919 % FILES), "#!/bin/sh\ntrue\n");
      }
      Path hooks = scratch.directory.resolve("hooks");
      Map<String, Callable<Object>> contestants = new LinkedHashMap<>();
      contestants.put("Files.find with attributes, sorted", () -> find(hooks));
      contestants.put("HookDirectory.load()", () -> HookDirectory.of(hooks, Shapes.PHASE).load());
      contestants.put("HookDirectory, loaded and planned", () -> plan(hooks));
      rounds("10,000 files", contestants);
      rows(table, "Files.find with attributes, sorted", contestants);
    }
  }

  private static List<Path> find(Path directory) throws Exception {
    try (Stream<Path> found = Files.find(directory, 1, LoadingGoals::isFile)) {
      return found.sorted().toList();
    }
  }

  private static boolean isFile(Path file, BasicFileAttributes facts) {
    return facts.isRegularFile();
  }

  private static HookPlan plan(Path directory) {
    return HookEngine.builder()
        .load(HookDirectory.of(directory, Shapes.PHASE))
        .build()
        .plan(Shapes.PHASE);
  }

  private void yaml(Table table) throws Exception {
    try (Scratch scratch = new Scratch()) {
      Path file = scratch.script(".upsun/config.yaml", applications());
      String first = "SnakeYAML Engine, Load.loadFromString";
      Map<String, Callable<Object>> contestants = new LinkedHashMap<>();
      contestants.put(
          first,
          () ->
              new Load(LoadSettings.builder().setCodePointLimit(1 << 24).build())
                  .loadFromString(Files.readString(file)));
      contestants.put("YamlFile.read()", () -> YamlFile.read(file).orElseThrow());
      contestants.put("UpsunHooks.load()", () -> checked(UpsunHooks.in(scratch.directory).load()));
      rounds("1,000 applications", contestants);
      rows(table, first, contestants);
    }
  }

  private void commands(Table table) throws Exception {
    try (Scratch scratch = new Scratch()) {
      StringBuilder text = new StringBuilder("hooks:\n  deploy:\n");
      for (int i = 0; i < COMMANDS; i++) {
        text.append("    - bin/step-").append(i).append(" --verbose\n");
      }
      Path file = scratch.script("hooks.yaml", text.toString());
      String first = "SnakeYAML Engine, the same commands";
      Map<String, Callable<Object>> contestants = new LinkedHashMap<>();
      contestants.put(
          first,
          () ->
              new Load(LoadSettings.builder().setCodePointLimit(MOST_BYTES).build())
                  .loadFromString(Files.readString(file)));
      contestants.put("HooksFile.load()", () -> HooksFile.at(file).maxBytes(MOST_BYTES).load());
      rounds("100,000 commands", contestants);
      rows(table, first, contestants);
    }
  }

  private static List<HookSpec> checked(List<HookSpec> specs) {
    if (specs.size() < 2 * APPLICATIONS) {
      throw new IllegalStateException("only " + specs.size() + " hooks");
    }
    return specs;
  }

  private static String applications() {
    StringBuilder text = new StringBuilder("applications:\n");
    for (int i = 0; i < APPLICATIONS; i++) {
      text.append("  app")
          .append(i)
          .append(":\n")
          .append("    type: \"php:8.3\"\n    source:\n      root: /\n")
          .append("    variables:\n      env:\n        APP_ENV: prod\n        LEVEL: 3\n")
          .append("    hooks:\n      build: |\n        set -e\n        composer install\n")
          .append("        npm run build\n      deploy: |\n        php migrate.php\n")
          .append("      post_deploy:\n        - php warm.php\n        - php notify.php\n")
          .append("    web:\n      locations:\n")
          .append("        /: {root: public, passthru: /index.php}\n");
    }
    return text.toString();
  }
}
