package dev.hookline.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads JSON back by a reader that is not ours, and holds it to the schemas in the docs. */
final class Json {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Json() {}

  /** Returns the value of a document; JSON is YAML 1.2. */
  static Object read(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** Returns what is found by names and, in lists, by numbers. */
  static Object at(Object value, Object... path) {
    Object found = value;
    for (Object step : path) {
      found = found instanceof List<?> list ? list.get((int) step) : ((Map<?, ?>) found).get(step);
    }
    return found;
  }

  /** Returns what is wrong with a document by a schema of the docs, such as {@code report-1}. */
  static List<String> problems(String schema, String document) throws IOException {
    String text = Files.readString(Path.of("docs", schema + ".schema.json"));
    Schema known = REGISTRY.getSchema(text, InputFormat.JSON);
    return known.validate(document, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  static void assertValid(String schema, String document) throws IOException {
    assertThat(problems(schema, document)).as(document).isEmpty();
  }
}
