package dev.hookline.shell;

/** Lets the module export its package until the first adapter is here; delete it then. */
final class Placeholder {
  private Placeholder() {}
}
