package dev.hookline.shell.conventions.upsun;

import com.google.common.hash.Hashing;
import dev.hookline.api.Environment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the results of hooks depend on (U4, U5, O3). */
final class UpsunKeys {
  private UpsunKeys() {}

  static List<String> ofBuild(String tree, Environment variables) {
    List<String> key = new ArrayList<>(List.of("tree " + tree));
    new TreeMap<>(variables.variables())
        .forEach((name, value) -> key.add("variable " + name + " " + digest(value)));
    return List.copyOf(key);
  }

  /** A value may be long, and secret. */
  private static String digest(String value) {
    return Hashing.sha256().hashString(value, StandardCharsets.UTF_8).toString();
  }

  static List<String> ofDeploy(String environment, List<String> buildKey) {
    List<String> key = new ArrayList<>(List.of("environment " + environment));
    key.addAll(buildKey);
    return List.copyOf(key);
  }
}
