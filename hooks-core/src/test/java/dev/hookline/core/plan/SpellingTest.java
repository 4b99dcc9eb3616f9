package dev.hookline.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "deploy, deplo",
    "deploy, eploy",
    "deploy, deloy",
    "deploy, deployy",
    "deploy, xdeploy",
    "deploy, ddeploy",
    "deploy, depxloy",
    "deploy, dexloy",
    "deploy, xeploy",
    "deploy, deplox",
    "deploy, deplyo",
    "deploy, edploy",
    "deploy, depoly",
    "deploy, Deploy",
    "pre-up, pre_up",
    "aaab, aab",
    "aaaa, aaa",
    "pre, per",
    "warm2, warn2",
  })
  void isSlip_oneLetterOrTwoSwapped_isOne(String one, String other) {
    assertThat(Spelling.isSlip(one, other)).isTrue();
    assertThat(Spelling.isSlip(other, one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "deploy, deploy",
    "deploy, dploi",
    "deploy, depl",
    "deploy, yolped",
    "deploy, edpoly",
    "deploy, dlpeoy",
    "deploy, build",
    "abcd, badc",
    "up, ups",
    "up, pu",
    "a, b",
    "step1, step2",
    "step1, step",
    "step12, step21",
    "migrate-9, migrate-10",
  })
  void isSlip_sameOrFurtherApartOrShortOrNumbered_isNone(String one, String other) {
    assertThat(Spelling.isSlip(one, other)).isFalse();
    assertThat(Spelling.isSlip(other, one)).isFalse();
  }
}
