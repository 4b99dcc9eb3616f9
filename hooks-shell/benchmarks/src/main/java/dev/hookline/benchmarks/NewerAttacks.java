package dev.hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attacks that only tests of the project had, for the other libraries too. What needs something
 * that another library does not have, such as a check when it loads, has no attack here.
 */
final class NewerAttacks {
  private static final String RAN = "echo ran";
  private static final int NOBODY = 65534;

  /** Brings a script to where it is run, and returns the path that is given to the library. */
  private interface Preparation {
    Path of(Path script, Path directory) throws IOException;
  }

  private static final Preparation NONE = (script, directory) -> script;

  private record Prepared(Attack attack, Preparation preparation) {}

  private final Map<String, Prepared> all = new LinkedHashMap<>();

  private NewerAttacks() {
    trust();
    tree();
    rest();
  }

  /** Writes a row for each of them. */
  static void measure(Table table, Scratch scratch) throws Exception {
    int number = 0;
    for (Map.Entry<String, Prepared> each : new NewerAttacks().all.entrySet()) {
      Attack attack = each.getValue().attack();
      Path directory = scratch.directory.resolve("newer" + ++number);
      String name = directory.getFileName() + "/attack";
      Path script = scratch.script(name, AttackTable.text(attack));
      AttackTable.row(table, attack, each.getValue().preparation().of(script, directory));
    }
  }

  private void add(Attack attack, Preparation preparation) {
    all.put(attack.title(), new Prepared(attack, preparation));
  }

  private void trust() {
    add(trusted("in a directory below one that others may write"), NewerAttacks::below);
    add(trusted("in a directory that belongs to another user"), NewerAttacks::ofNobody);
    add(trusted("behind a link that leads to where others may write"), NewerAttacks::linked);
    add(trusted("which others may write"), (script, directory) -> mode(script, "rwxrwxrwx"));
    add(
        trusted("whose interpreter others may write"),
        (script, directory) -> {
          Path shell = Files.copy(Path.of("/bin/sh").toRealPath(), directory.resolve("sh"));
          Files.writeString(script, "#!" + mode(shell, "rwxrwxrwx") + "\n" + RAN + "\n");
          return script;
        });
  }

  private static Attack trusted(String where) {
    return Attack.of(
        "is a file " + where,
        RAN,
        result -> result.lines().contains("ran") ? "**runs it**" : "refused");
  }

  private static Path mode(Path path, String rights) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  private static Path below(Path script, Path directory) throws IOException {
    Path open = mode(Files.createDirectory(directory.resolve("open")), "rwxrwxrwx");
    Path inner = Files.createDirectory(open.resolve("hooks"));
    return Files.copy(script, inner.resolve("a"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static Path ofNobody(Path script, Path directory) throws IOException {
    Files.setAttribute(directory, "unix:uid", NOBODY);
    return script;
  }

  private static Path linked(Path script, Path directory) throws IOException {
    return Files.createSymbolicLink(directory.resolve("link"), below(script, directory));
  }

  private void tree() {
    add(
        Attack.of(
            "exits 0 and leaves a daemon that wiped its environment, forked twice, left the session"
                + " and closed its files",
            "(env -i setsid sleep 300 </dev/null >/dev/null 2>&1 &)",
            AttackResult::endAndLeft),
        NONE);
    add(
        Attack.of(
            "exits 0 and leaves a child that has the output open as descriptor 3",
            "sleep 300 3>&1 >/dev/null 2>&1 &",
            AttackResult::endAndLeft),
        NONE);
    add(
        Attack.of(
                "is a chain of 1,000 processes, each of which forks the next one and ends, limit 1"
                    + " s",
                "chain() { [ $1 = 0 ] && exec sleep 300; chain $(($1 - 1)) & }\n"
                    + "chain 1000\n"
                    + "sleep 300",
                AttackResult::end)
            .limited(),
        NONE);
    add(
        Attack.of(
                "has a process that waits for the death of another to start a third, limit 1 s",
                "sleep 300 &\n"
                    + "(while kill -0 $!; do sleep 0.01; done 2>/dev/null; exec sleep 300) &\n"
                    + "sleep 300",
                AttackResult::end)
            .limited(),
        NONE);
    add(
        Attack.of(
                "ignores SIGTERM, and starts more meanwhile, limit 1 s",
                "trap '' TERM\nwhile :; do sleep 300 & sleep 0.1; done",
                AttackResult::end)
            .limited(),
        NONE);
    add(
        Attack.of(
                "would run its next line if a child died first, limit 1 s",
                "sleep 300\necho next",
                r -> r.end() + (r.lines().contains("next") ? "; **its next line ran**" : ""))
            .limited(),
        NONE);
  }

  private void rest() {
    add(
        Attack.of(
                "sends a signal to its process group when it ends (`trap 'kill 0' EXIT`)",
                "trap 'kill 0' EXIT",
                AttackResult::said)
            .inAToolOfItsOwn(),
        NONE);
    add(
        Attack.of(
            "leaves a process that writes by descriptor 3 half a second after the hook's end",
            "(exec 3>&1 >/dev/null; sleep 0.5; echo late >&3; echo late >&3; sleep 300) &",
            r -> r.endAndLeft() + (r.alive() == 0 ? "; **the process has died**" : "")),
        NONE);
  }
}
