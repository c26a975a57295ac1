package io.github.socialhook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The service as it is shipped, on free ports and over a store of its own. All the tests
 * that say no more than this share one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = SocialhookApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "socialhook.endpoints.default.secrets=" + Door.SECRET,
				"socialhook.endpoints.rotating.secrets=" + Door.NEWER_SECRET + ", " + Door.OLDER_SECRET,
				"socialhook.dedupe-windows.poll.didVote=0s" })
@ContextConfiguration(initializers = TemporaryStore.class)
@Import(Door.class)
@interface RunningService {

}
