package dev.hookline.it;

import dev.hookline.api.Hook;
import java.util.List;

/** Uses every module from the class path. */
final class Consumer {
  private Consumer() {}

  public static void main(String[] args) throws ClassNotFoundException {
    System.out.println(Hook.class.getName());
    for (String packageName : List.of("dev.hookline.core", "dev.hookline.shell")) {
      System.out.println(Class.forName(packageName + ".package-info").getName());
    }
    if (Hook.class.getModule().isNamed()) {
      throw new AssertionError("hooks-api is not on the class path");
    }
  }
}
