/**
 * The hooks of an Upsun project, and of OVH Web PaaS, which is built on the same platform.
 *
 * <p>Start at {@link dev.hookline.shell.conventions.upsun.UpsunHooks}, or at {@link
 * dev.hookline.shell.conventions.upsun.WebPaasHooks}. What the tool itself does between the hooks
 * goes into {@link dev.hookline.shell.conventions.upsun.UpsunSteps}; {@link
 * dev.hookline.shell.conventions.upsun.ActivityLog} and {@link
 * dev.hookline.shell.conventions.upsun.DeployLog} write what the platform writes.
 *
 * <p>Letters with numbers, such as U3 or O1, name the behaviours of the real systems; all of them
 * are in {@code hooks-shell/docs/conventions.md} of the source repository.
 */
@NullMarked
package dev.hookline.shell.conventions.upsun;

import org.jspecify.annotations.NullMarked;
