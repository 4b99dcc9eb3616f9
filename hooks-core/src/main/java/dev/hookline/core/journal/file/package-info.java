/** Journals in files: the record of each run, from which it continues if its process dies. */
@NullMarked
package dev.hookline.core.journal.file;

import org.jspecify.annotations.NullMarked;
