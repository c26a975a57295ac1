package io.github.socialhook.event.model;

import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One of a set of values that Social+ may extend at any time.
 * <p>
 * What is known is a constant and can be compared and switched over
 * ({@code case PostDataType.Known.IMAGE ->}); what is not is kept as it was sent.
 */
public interface OpenEnum {

	/** The value as it is sent. */
	@JsonValue
	String value();

	/** The constant with this value, or else what {@code unknown} makes of it. */
	static <T extends OpenEnum> T find(T[] constants, String value, Function<String, T> unknown) {
		for (T constant : constants) {
			if (constant.value().equals(value)) {
				return constant;
			}
		}
		return unknown.apply(value);
	}

}
