/**
 * Reports of a run, for people and for programs, all of them made from its events.
 *
 * <p>Start at {@link dev.hookline.core.report.ReportFiles}, a listener that writes everything into
 * a directory; {@link dev.hookline.core.report.RunRecorder} keeps a run in memory and writes what a
 * tool asks for. What is in the JSON is described by the schemas in the directory {@code docs} of
 * the module. Secrets are masked in all of it. No method accepts or returns null.
 */
@NullMarked
package dev.hookline.core.report;

import org.jspecify.annotations.NullMarked;
