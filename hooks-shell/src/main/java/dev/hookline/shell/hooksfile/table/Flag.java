package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.Optional;

/** A truth value. */
public record Flag() implements Shape<Boolean> {
  @Override
  public String words() {
    return "true or false";
  }

  @Override
  public Optional<Boolean> read(YamlNode node, Problems problems) {
    Optional<Boolean> truth = Plain.truth(node);
    if (truth.isEmpty()) {
      problems.expected(node, words());
    }
    return truth;
  }
}
