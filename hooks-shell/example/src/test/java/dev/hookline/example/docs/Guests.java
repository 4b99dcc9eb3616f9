package dev.hookline.example.docs;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public class Guests implements Hook {
  @Override
  public void run(HookContext context) throws IOException {
    Path table = context.directory().resolve(context.environment().get("TABLE"));
    Files.writeString(table, "name\n");
    context.out().println("made " + table.getFileName());
    context.export("MIGRATED", "1");
  }
}
