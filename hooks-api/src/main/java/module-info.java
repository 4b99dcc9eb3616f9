/** What the author of a hook, of a hook source or of a listener compiles against. */
module dev.hookline.api {
  requires static transitive org.jspecify;

  exports dev.hookline.api;
  exports dev.hookline.api.annotated;
  exports dev.hookline.api.testing;
}
