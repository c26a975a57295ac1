package io.github.socialhook.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The handlers of a test of a contract. A log must know them beforehand: each reads by
 * itself. Without this there is one, "a".
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@interface HandledBy {

	String[] value();

}
