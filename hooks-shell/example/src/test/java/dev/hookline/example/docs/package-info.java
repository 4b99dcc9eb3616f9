/** The code of the documentation: each page shows it without its package, and tests run it. */
@NullMarked
package dev.hookline.example.docs;

import org.jspecify.annotations.NullMarked;
