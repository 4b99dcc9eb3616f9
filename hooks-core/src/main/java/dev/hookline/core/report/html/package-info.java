/** Hidden: the report as one page. Start at {@link dev.hookline.core.report.html.HtmlReport}. */
@NullMarked
package dev.hookline.core.report.html;

import org.jspecify.annotations.NullMarked;
