package io.github.socialhook;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.event.TagEvent;
import io.github.socialhook.event.UnknownEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What handlers do, from the request to where the delivery ends. */
@HandlingService
class HandlingTests {

	private static final AtomicInteger numbers = new AtomicInteger();

	@Autowired
	private Door door;

	@Autowired
	private Notebook notebook;

	@Autowired
	private TestHandlers handlers;

	@Test
	void answersAtOnceHoweverLongHandlersTake() {
		// More than may run at a time, so that some wait as well.
		List<WebhookRequest> slow = IntStream.range(0, 100).mapToObj((i) -> about("channel.didUpdate")).toList();
		slow.forEach((request) -> assertThat(this.door.send(request)).isAcknowledged());
		this.notebook.calls("sleeper", slow.getFirst().body(), 1);
		assertThat(this.door.send(about("channel.didUpdate"))).isAcknowledged();
		assertThat(this.door.send(about("user.didUpdate"))).isAcknowledged();
		assertThat(this.door.sendInVain(slow.getFirst())).isAcknowledged();
		assertThat(this.door.sendInVain(WebhookRequest.unsigned())).hasStatus(401).isQuick();
		this.handlers.alarm.countDown();
		assertThat(slow).allMatch((request) -> this.door.stateOf(request.body()) == DeliveryState.HANDLED);
	}

	@Test
	void triesAgainOnScheduleUntilTheHandlerReturns() {
		WebhookRequest request = about("user.didCreate");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.HANDLED);
		List<Notebook.Call> calls = this.notebook.calls("stumbler", request.body());
		assertThat(calls).extracting(Notebook.Call::attempt).containsExactly(1, 2, 3);
		assertThat(calls).extracting((call) -> call.delivery().id()).containsOnly(calls.getFirst().delivery().id());
		// The first step of the schedule is 50 ms, give or take a fifth.
		assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
			.isGreaterThanOrEqualTo(Duration.ofMillis(40));
	}

	@Test
	void givesUpWhenTheScheduleEnds() {
		WebhookRequest request = about("user.didUpdate");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.DEAD);
		assertThat(this.notebook.calls("failure", request.body())).extracting(Notebook.Call::attempt)
			.containsExactly(1, 2, 3);
	}

	@Test
	void neverTriesAgainWhatIsRejected() {
		WebhookRequest request = about("user.didFlag");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.DEAD);
		assertThat(this.notebook.calls("rejecter", request.body())).hasSize(1);
	}

	@Test
	void triesAgainWhenTheHandlerWants() {
		WebhookRequest request = about("user.didUnflag");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.HANDLED);
		List<Notebook.Call> calls = this.notebook.calls("procrastinator", request.body());
		assertThat(calls).extracting(Notebook.Call::attempt).containsExactly(1, 2);
		assertThat(Duration.between(calls.get(0).at(), calls.get(1).at())).isGreaterThanOrEqualTo(TestHandlers.LATER);
	}

	@Test
	void survivesWhatIsWorseThanAnException() {
		WebhookRequest request = about("user.didClearFlag");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.notebook.calls("bottomless", request.body())).hasSize(2);
	}

	@Test
	void letsEachHandlerOfAnEventHaveAnEndOfItsOwn() {
		WebhookRequest request = about("follow.didCreate");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.DEAD);
		assertThat(this.notebook.calls("calm", request.body())).hasSize(1);
		assertThat(this.notebook.calls("nervous", request.body())).hasSize(3);
	}

	@Test
	void callsHandlersOfBeansBehindProxies() {
		WebhookRequest created = about("poll.didCreate");
		WebhookRequest updated = about("poll.didUpdate");
		assertThat(this.door.deliver(created)).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.door.deliver(updated)).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.notebook.calls("behind interface", created.body())).hasSize(1);
		assertThat(this.notebook.calls("behind class", updated.body())).hasSize(1);
		assertThat(this.handlers.advised).hasValue(2);
	}

	@Test
	void givesEventToWhoeverTakesItsType() {
		WebhookRequest request = about("tag.created");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.HANDLED);
		assertThat(eventFor("all", request)).isInstanceOf(TagEvent.Created.class);
		assertThat(eventFor("group", request)).isInstanceOf(TagEvent.Created.class);
		assertThat(((JsonNode) eventFor("tree", request)).path("event").asString()).isEqualTo("tag.created");
		assertThat(this.notebook.calls("unknown", request.body())).isEmpty();
		assertThat(this.notebook.calls("interested", request.body())).isEmpty();
	}

	@Test
	void givesEventToHandlerWithAnAnnotationOfTheUsersOwn() {
		WebhookRequest request = about("tag.updated");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.HANDLED);
		assertThat(eventFor("interested", request)).isInstanceOf(TagEvent.Updated.class);
		assertThat(this.notebook.calls("tree", request.body())).isEmpty();
	}

	@Test
	void givesWhatHasNoTypeToWhoeverTakesTheUnknown() {
		WebhookRequest nameless = about("");
		WebhookRequest unheardOf = about("nobody.didKnow");
		WebhookRequest untyped = about("channel.didDelete");
		assertThat(this.door.deliver(nameless)).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.door.deliver(unheardOf)).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.door.deliver(untyped)).isEqualTo(DeliveryState.HANDLED);
		assertThat(((UnknownEvent) eventFor("unknown", nameless)).name()).isNull();
		assertThat(((UnknownEvent) eventFor("unknown", unheardOf)).name()).isEqualTo("nobody.didKnow");
		assertThat(((UnknownEvent) eventFor("unknown", unheardOf)).json().path("data").path("users").size()).isOne();
		assertThat(((UnknownEvent) eventFor("unknown", untyped)).name()).isEqualTo("channel.didDelete");
		assertThat(eventFor("tree", untyped)).isInstanceOf(JsonNode.class);
		assertThat(this.notebook.calls("all", unheardOf.body())).isEmpty();
	}

	private Object eventFor(String handler, WebhookRequest request) {
		List<Notebook.Call> calls = this.notebook.calls(handler, request.body());
		assertThat(calls).as("calls of " + handler).hasSize(1);
		return calls.getFirst().event();
	}

	private static WebhookRequest about(String event) {
		return WebhookRequest.signed(String.format(Locale.ROOT,
				"{\"event\":\"%s\",\"data\":{\"users\":[{\"userId\":\"u%d\"}]}}", event, numbers.incrementAndGet()));
	}

}
