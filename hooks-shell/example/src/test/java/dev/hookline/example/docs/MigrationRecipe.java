package dev.hookline.example.docs;

import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.NameOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Files such as {@code V12__guests.sql}, each undone by {@code U12__guests.sql} if it is there. */
public class MigrationRecipe implements HookSource {
  private static final Phase MIGRATE = Phase.of("migrate");

  private final Path directory;
  private final Consumer<String> database;

  public MigrationRecipe(Path directory, Consumer<String> database) {
    this.directory = directory;
    this.database = database;
  }

  @Override
  public List<HookSpec> load() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("V.*\\.sql"))
          .sorted(NameOrder.VERSION)
          .map(this::spec)
          .toList();
    } catch (IOException e) {
      throw new HookSourceException("migrations cannot be read: " + e);
    }
  }

  private HookSpec spec(String name) {
    Path undo = directory.resolve("U" + name.substring(1));
    HookSpec spec =
        HookSpec.of(MIGRATE, name, context -> execute(directory.resolve(name)))
            .declaredAt(directory.resolve(name).toString());
    return Files.exists(undo) ? spec.undo(context -> execute(undo)) : spec;
  }

  private void execute(Path file) throws IOException {
    database.accept(Files.readString(file));
  }
}
