/**
 * Hidden: what must not be shown. {@link dev.hookline.core.secret.Masker} hides secrets in texts,
 * {@link dev.hookline.core.secret.StreamMasker} in streams of bytes.
 */
@NullMarked
package dev.hookline.core.secret;

import org.jspecify.annotations.NullMarked;
