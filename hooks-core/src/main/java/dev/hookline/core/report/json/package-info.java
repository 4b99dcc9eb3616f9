/** Hidden: reports for programs: lines of events, one document, a trace. */
@NullMarked
package dev.hookline.core.report.json;

import org.jspecify.annotations.NullMarked;
