package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a hook stands. */
class HookOrderTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Hook HOOK = context -> {};
  private static final HookSpec SPEC = HookSpec.of(DEPLOY, "a", HOOK);

  @Test
  void order_attachedTwice_isRefused() {
    String message = "a hook can be attached to one hook only; it is attached before \"b\" already";
    assertRefused(() -> SPEC.preOf("b").preOf("c"), message);
    assertRefused(() -> SPEC.preOf("b").postOf("b"), message);
    assertRefused(
        () -> SPEC.postOf("b").preOf("c"),
        "a hook can be attached to one hook only; it is attached after \"b\" already");
  }

  @Test
  void order_equalPartsInEqualOrder_isEqual() {
    Constraint after = new Constraint(Relation.AFTER, "b", true);
    HookOrder order = HookOrder.byRegistration().number(2).with(after);
    assertThat(order)
        .isEqualTo(HookOrder.byRegistration().with(after).number(2))
        .hasSameHashCodeAs(HookOrder.byRegistration().with(after).number(2))
        .isNotEqualTo(HookOrder.byRegistration().number(2))
        .isNotEqualTo(HookOrder.byRegistration().with(after))
        .isNotEqualTo("order 2, after \"b\"");
    assertThat(order.attachment()).isEmpty();
    assertThat(order.with(new Constraint(Relation.PRE, "c", true)).attachment())
        .contains(new Constraint(Relation.PRE, "c", true));
    assertThatThrownBy(() -> order.constraints().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void order_null_isRefusedAtOnce() {
    assertNullRefused(
        List.of(
            () -> HookOrder.byRegistration().with(none()),
            () -> new Constraint(none(), "b", true),
            () -> new Constraint(Relation.AFTER, none(), true)));
  }
}
