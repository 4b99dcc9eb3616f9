/** Turns scripts, commands, hook directories and YAML files into hooks. */
module dev.hookline.shell {
  requires transitive dev.hookline.api;
  requires static transitive org.jspecify;
  requires com.google.common;
  requires org.apache.commons.exec;
  requires org.snakeyaml.engine;

  exports dev.hookline.shell;
  exports dev.hookline.shell.config;
  exports dev.hookline.shell.conventions.dotcloud;
  exports dev.hookline.shell.conventions.kompose;
  exports dev.hookline.shell.conventions.ping;
  exports dev.hookline.shell.conventions.upsun;
  exports dev.hookline.shell.hooksfile;
  exports dev.hookline.shell.remote;
}
