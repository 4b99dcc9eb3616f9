package dev.hookline.shell.conventions.dotcloud;

import java.util.Set;
import java.util.TreeSet;

/** The types that a service can have (D21, D23). */
final class ServiceType {
  /** Those with code, which are built and have hooks. */
  private static final Set<String> CODE =
      Set.of(
          "custom",
          "java",
          "nodejs",
          "opa",
          "perl",
          "perl-worker",
          "php",
          "php-worker",
          "python",
          "python-worker",
          "ruby",
          "ruby-worker",
          "static");

  /** Those that keep data; further pushes do not touch them. */
  private static final Set<String> DATA =
      Set.of(
          "mongodb",
          "mysql",
          "mysql-masterslave",
          "postgis",
          "postgresql",
          "rabbitmq",
          "redis",
          "smtp",
          "solr");

  private ServiceType() {}

  static boolean isKnown(String type) {
    return isCode(type) || DATA.contains(type);
  }

  static boolean isCode(String type) {
    return CODE.contains(type);
  }

  /** Returns all types in words, in the order of the alphabet. */
  static String all() {
    Set<String> all = new TreeSet<>(CODE);
    all.addAll(DATA);
    return String.join(", ", all);
  }
}
