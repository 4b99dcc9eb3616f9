/**
 * Hidden: a run as it was recorded from its events: what every report is made of. Start at {@link
 * dev.hookline.core.report.model.RunLog}.
 */
@NullMarked
package dev.hookline.core.report.model;

import org.jspecify.annotations.NullMarked;
