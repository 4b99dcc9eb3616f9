/** Hidden: reports as text with markup: JUnit XML and a summary in Markdown. */
@NullMarked
package dev.hookline.core.report.text;

import org.jspecify.annotations.NullMarked;
