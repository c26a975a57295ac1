package io.github.socialhook.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a Spring bean that takes events of Social+.
 * <p>
 * The method returns {@code void} and takes one event, whose type says which: a record
 * such as {@code ChannelEvent.DidCreate} (that event in that shape),
 * {@code MessageCreated} and the like (that event in all of its shapes), a sealed
 * interface such as {@code ChannelEvent} (its group), {@code SocialEvent} (all that have
 * a type), {@code UnknownEvent} (all that have none) or {@code JsonNode} (all). It may
 * take a {@link DeliveryContext} beside it.
 * <p>
 * Returning means done. Throwing means: try again later, on the schedule of
 * {@code socialhook.dispatch.retry-after}. {@link RejectDeliveryException} means never
 * again, {@link RetryLaterException} means at a time of the handler's choice. The same
 * delivery may come more than once, so a handler must be idempotent.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface WebhookHandler {

	/**
	 * Alias for {@link #events()}.
	 * @return names of events
	 */
	@AliasFor("events")
	String[] value() default {};

	/**
	 * The names of the events to take, where the parameter's type says too little: those
	 * that are sent, whatever the shape of the payload. Every name must be in the
	 * catalogue. Empty: whatever the type takes.
	 * @return names of events
	 */
	@AliasFor("value")
	String[] events() default {};

	/**
	 * The name under which attempts, metrics and dead letters of this handler are kept.
	 * Set it to rename the bean or the method without orphaning what is still to be
	 * retried. Empty: {@code beanName.methodName}.
	 * @return the handler's name
	 */
	String name() default "";

	/**
	 * How long to wait after the first failure, the second, and so on, such as
	 * {@code "1s, 5s, 1m"}; {@code "none"} for no second attempt. Like the attributes
	 * below it may hold property placeholders. Empty:
	 * {@code socialhook.dispatch.retry-after}.
	 * @return a list of times
	 */
	String retryAfter() default "";

	/**
	 * How many deliveries this handler may work on at a time on one node, such as
	 * {@code "4"}. Empty: {@code socialhook.dispatch.concurrency}.
	 * @return a number
	 */
	String concurrency() default "";

	/**
	 * The time after which this handler is interrupted and has failed, such as
	 * {@code "${crm.timeout:10s}"}. Empty: {@code socialhook.dispatch.handler-timeout}.
	 * @return a time
	 */
	String timeout() default "";

}
