package dev.hookline.shell.conventions.upsun;

import com.google.common.hash.Hashing;
import dev.hookline.api.Environment;
import dev.hookline.api.OnceKey;
import dev.hookline.api.OnceKey.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the results of hooks depend on (U4, U5, O3). */
final class UpsunKeys {
  private UpsunKeys() {}

  static OnceKey ofBuild(String tree, Environment variables) {
    OnceKey key = OnceKey.of("build").with("tree", tree);
    for (Map.Entry<String, String> variable : new TreeMap<>(variables.variables()).entrySet()) {
      key = key.with("variable " + variable.getKey(), digest(variable.getValue()));
    }
    return key;
  }

  /** A value may be long, and secret. */
  private static String digest(String value) {
    return Hashing.sha256().hashString(value, StandardCharsets.UTF_8).toString();
  }

  static OnceKey ofDeploy(String environment, OnceKey build) {
    List<Part> parts = new ArrayList<>(build.parts());
    parts.add(new Part("environment", environment));
    return OnceKey.of(parts);
  }
}
