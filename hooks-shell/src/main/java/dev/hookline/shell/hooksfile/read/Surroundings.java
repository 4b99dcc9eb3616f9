package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.Environment;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables that a hook gets.
 *
 * @param known those whose values are known
 * @param late those whose values refer to others
 */
record Surroundings(Environment known, Map<String, Template> late) {

  /** Returns variables of which all values are known. */
  static Surroundings of(Environment known) {
    return new Surroundings(known, Map.of());
  }

  /**
   * Returns these variables with later ones.
   *
   * @throws IllegalArgumentException if a value cannot be used
   */
  Surroundings with(Map<String, Fields> variables, Texts texts, Problems problems) {
    if (variables.isEmpty()) {
      return this;
    }
    problems.count(texts.node(), known.variables().size() + late.size());
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Template> references = new LinkedHashMap<>(late);
    List<String> secrets = new ArrayList<>();
    variables.forEach(
        (name, fields) -> {
          Template value = texts.of(fields.get(EnvironmentKeys.VALUE).orElseThrow());
          references.remove(name);
          if (fields.is(EnvironmentKeys.SECRET)) {
            secrets.add(name);
          }
          if (value.isLiteral()) {
            values.put(name, value.text());
          } else if (fields.is(EnvironmentKeys.SECRET)) {
            problems.at(
                fields.node(),
                "found a secret that refers to a variable; expected that variable to be secret,"
                    + " for then its value is masked here, too");
          } else {
            references.put(name, value);
          }
        });
    secrets.retainAll(values.keySet());
    Environment layer = Environment.of(values).markSecret(secrets.toArray(String[]::new));
    return new Surroundings(known.overlaidBy(layer), references);
  }
}
