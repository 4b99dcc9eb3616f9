package dev.hookline.benchmarks;
final class AttackTable { static void main(String[] a) {} }
