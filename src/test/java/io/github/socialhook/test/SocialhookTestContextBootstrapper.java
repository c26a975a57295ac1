package io.github.socialhook.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Builds the application context of a {@link SocialhookTest}. */
final class SocialhookTestContextBootstrapper extends TestSliceTestContextBootstrapper<SocialhookTest> {

}
