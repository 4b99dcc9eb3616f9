package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.YamlFile;
import dev.hookline.shell.config.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code dotcloud.yml}. */
final class DotcloudReader {
  private DotcloudReader() {}

  /**
   * Returns the services in the order of the file, without those of which something is wrong.
   *
   * @param project the project; absolute
   * @param problems takes all problems of the file
   * @throws HookSourceException if the file as a whole cannot be read or trusted
   */
  static List<DotcloudService> read(Path project, Trust trust, List<String> problems) {
    Path file = project.resolve("dotcloud.yml");
    List<String> refused = Files.exists(file) ? trust.problems(file, project) : List.of();
    if (!refused.isEmpty()) {
      throw new HookSourceException(refused);
    }
    YamlNode root =
        YamlFile.read(file)
            .orElseThrow(
                () ->
                    new HookSourceException(
                        file + ":1:1: found an empty file; expected at least one service"));
    return new DotcloudSchema(problems)
        .services(root).stream()
            .map(entry -> new DotcloudService(entry.key().text(), entry.value(), project))
            .toList();
  }
}
