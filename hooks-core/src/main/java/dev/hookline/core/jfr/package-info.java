/** Hidden: what Java Flight Recorder gets to see of runs. */
@NullMarked
package dev.hookline.core.jfr;

import org.jspecify.annotations.NullMarked;
