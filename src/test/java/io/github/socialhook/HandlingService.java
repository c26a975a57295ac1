package io.github.socialhook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The running service with handlers to observe, and a schedule to wait for. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RunningService
@Import(TestHandlers.class)
@TestPropertySource(properties = "socialhook.dispatch.retry-after=50ms, 50ms")
@interface HandlingService {

}
