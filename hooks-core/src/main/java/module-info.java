/** The engine: orders hooks, plans and runs them, and reports how they ended. */
module dev.hookline.core {
  requires transitive dev.hookline.api;
  requires static transitive org.jspecify;
  requires static jdk.jfr; // for tools that ask for it
  requires static transitive java.sql; // for those whose ledger is in a database
  requires com.google.common;

  exports dev.hookline.core;
  exports dev.hookline.core.kit;
  exports dev.hookline.core.journal;
  exports dev.hookline.core.journal.file;
  exports dev.hookline.core.ledger;
  exports dev.hookline.core.ledger.file;
  exports dev.hookline.core.ledger.jdbc;
  exports dev.hookline.core.report;
  exports dev.hookline.core.rollout;

  uses dev.hookline.api.HookListener;
  uses dev.hookline.api.HookSource;
}
