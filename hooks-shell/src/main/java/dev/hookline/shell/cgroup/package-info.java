/**
 * Groups in which the kernel keeps processes together, no matter what they do to get out of sight:
 * cgroups of version 2. The module does not export it.
 *
 * <p>Start at {@link dev.hookline.shell.cgroup.Cgroup}; {@link
 * dev.hookline.shell.cgroup.CgroupPlace} says where there may be any.
 */
@NullMarked
package dev.hookline.shell.cgroup;

import org.jspecify.annotations.NullMarked;
