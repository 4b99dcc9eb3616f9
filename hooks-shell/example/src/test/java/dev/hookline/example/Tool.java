package dev.hookline.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Runs the deployment tool on a copy of a sample, and looks at what it leaves. */
final class Tool {
  final Path project;
  final Path target;
  private final Path temp;

  /** What a call of the tool came to, with the directories replaced by their names. */
  record End(int code, String out, String err) {}

  private Tool(Path temp) {
    this.temp = temp;
    this.project = temp.resolve("app");
    this.target = temp.resolve("deployed");
  }

  static Tool with(Path temp, String sample) throws IOException {
    Tool tool = new Tool(temp.toRealPath());
    Trees.copy(Path.of("samples", sample).toAbsolutePath(), tool.project, tool.target);
    return tool;
  }

  /** Calls the tool on the copy of the sample. */
  End deploy(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.add(project.toString());
    words.add(target.toString());
    return call(words.toArray(String[]::new));
  }

  End call(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        DeployTool.run(
            List.of(words), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new End(code, shown(out.toString(UTF_8)), shown(err.toString(UTF_8)));
  }

  String shown(String text) {
    return text.replace(temp.toString(), "TEMP");
  }

  /** Writes an executable script of the project. */
  void script(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    rights(name, "rwxr-xr-x");
  }

  void rights(String name, String rights) throws IOException {
    Files.setPosixFilePermissions(project.resolve(name), PosixFilePermissions.fromString(rights));
  }

  void guests(String text) throws IOException {
    Files.createDirectories(target.resolve("shared"));
    Files.writeString(target.resolve("shared/guests.csv"), text);
  }

  String guests() throws IOException {
    return Files.readString(target.resolve("shared/guests.csv"));
  }

  /** Returns what the link says, or nothing if there is no link. */
  String current() throws IOException {
    Path link = target.resolve("current");
    return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
  }

  List<String> releases() throws IOException {
    try (var files = Files.list(target.resolve("releases"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
