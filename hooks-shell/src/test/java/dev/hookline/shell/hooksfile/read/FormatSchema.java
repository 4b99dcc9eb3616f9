package dev.hookline.shell.hooksfile.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Choice;
import dev.hookline.shell.hooksfile.table.Converted;
import dev.hookline.shell.hooksfile.table.Flag;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.ListShape;
import dev.hookline.shell.hooksfile.table.MapShape;
import dev.hookline.shell.hooksfile.table.NumberShape;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Rule;
import dev.hookline.shell.hooksfile.table.Shape;
import dev.hookline.shell.hooksfile.table.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the JSON Schema of the format from the tables that the reader reads. */
final class FormatSchema {
  private static final String FREE = "^x-";

  private final Map<String, Object> definitions = new LinkedHashMap<>();

  /** Returns the schema of hooks files. */
  static String text() throws JsonProcessingException {
    FormatSchema schema = new FormatSchema();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "hooks.yaml");
    root.putAll(schema.object(FileKeys.FILE));
    root.put("$defs", schema.definitions);
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root)
        + "\n";
  }

  private Map<String, Object> of(Shape<?> shape) {
    if (shape instanceof Converted<?, ?> converted) {
      return of(converted.shape());
    } else if (shape instanceof Text text) {
      return text(text);
    } else if (shape instanceof Choice<?> choice) {
      return map("enum", List.copyOf(choice.values().keySet()));
    } else if (shape instanceof Flag) {
      return map("type", "boolean");
    } else if (shape instanceof NumberShape number) {
      return number(number);
    } else if (shape instanceof ListShape<?> list) {
      Map<String, Object> schema = map("type", "array", "items", of(list.item()));
      schema.putAll(list.isFilled() ? map("minItems", 1) : Map.of());
      return schema;
    } else if (shape instanceof MapShape<?> names) {
      return names(names);
    } else if (shape instanceof ByKind<?> several) {
      return map("anyOf", several.ways().stream().map(this::of).toList());
    }
    return reference((ObjectShape) shape);
  }

  private static Map<String, Object> text(Text text) {
    return text.pattern()
        .map(pattern -> map("type", "string", "pattern", pattern.pattern()))
        .orElseGet(() -> map("type", List.of("string", "number", "boolean")));
  }

  private static Map<String, Object> number(NumberShape number) {
    return map(
        "type",
        number.isWhole() ? "integer" : "number",
        "minimum",
        number.least(),
        "maximum",
        number.most());
  }

  private Map<String, Object> names(MapShape<?> names) {
    Map<String, Object> schema = map("type", "object");
    names
        .key()
        .pattern()
        .ifPresent(
            key ->
                schema.put(
                    "propertyNames",
                    map("anyOf", List.of(map("pattern", FREE), map("pattern", key.pattern())))));
    schema.put("patternProperties", map(FREE, Map.of(), "^(?!x-)", of(names.value())));
    return schema;
  }

  private Map<String, Object> reference(ObjectShape object) {
    String id = object.name().replaceFirst("^an? ", "").replace(' ', '-');
    if (!definitions.containsKey(id)) {
      definitions.put(id, Map.of());
      definitions.put(id, object(object));
    }
    return map("$ref", "#/$defs/" + id);
  }

  private Map<String, Object> object(ObjectShape object) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key<?> key : object.keys()) {
      Map<String, Object> property = map("description", key.doc().replace("`", ""));
      property.putAll(of(key.shape()));
      properties.put(key.name(), property);
    }
    Map<String, Object> schema = map("description", object.doc(), "type", "object");
    schema.put("properties", properties);
    schema.put("patternProperties", map(FREE, Map.of()));
    schema.put("additionalProperties", false);
    List<Object> rules = new ArrayList<>();
    object.rules().forEach(rule -> rules.add(rule(rule)));
    if (!rules.isEmpty()) {
      schema.put("allOf", rules);
    }
    return schema;
  }

  private static Map<String, Object> rule(Rule rule) {
    List<Map<String, Object>> each = rule.keys().stream().map(FormatSchema::required).toList();
    return switch (rule.kind()) {
      case EXACTLY_ONE -> map("oneOf", each);
      case AT_LEAST_ONE -> map("anyOf", each);
      case AT_MOST_ONE -> map("not", map("required", rule.keys()));
      case FIRST_NEEDS_ANOTHER ->
          map(
              "dependentSchemas",
              map(rule.keys().get(0), map("anyOf", each.subList(1, each.size()))));
    };
  }

  private static Map<String, Object> required(String key) {
    return map("required", List.of(key));
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
