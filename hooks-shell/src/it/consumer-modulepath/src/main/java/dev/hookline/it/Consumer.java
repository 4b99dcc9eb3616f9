package dev.hookline.it;

import dev.hookline.api.Hook;
import java.util.List;

/** Uses every module from the module path. */
final class Consumer {
  private Consumer() {}

  public static void main(String[] args) {
    System.out.println(Hook.class.getModule());
    for (String name : List.of("dev.hookline.core", "dev.hookline.shell")) {
      System.out.println(ModuleLayer.boot().findModule(name).orElseThrow());
    }
    if (!Hook.class.getModule().isNamed()) {
      throw new AssertionError("hooks-api is not on the module path");
    }
  }
}
