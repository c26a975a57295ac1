package io.github.socialhook.console.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.console.operation.HandlerActions;
import io.github.socialhook.console.operation.HandlerCounts;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Ledger.FailureGroup;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.View;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** What pages show of so many failures that not all are counted. */
class ManyFailuresTests {

	private final Ledger ledger = mock(Ledger.class);

	@Test
	void saysThatGroupsAreOfTheNewestFailures() throws Exception {
		FailureGroup group = new FailureGroup("0123456789abcdef", 4000, 3000, 1001, Set.of("greeter"), Instant.EPOCH,
				Instant.EPOCH, new DeliveryId("17"), null);
		given(this.ledger.failures(anyInt(), any())).willReturn(new Ledger.Failures(List.of(group), 5000, false));
		String page = render(new FailurePageController(new PageRenderer(), this.ledger, () -> Instant.EPOCH).list());
		assertThat(page).contains("There is more", " 5,000 in all", "At least 4,000 deliveries", "at least 3,000")
			.doesNotContain("exact");
	}

	@Test
	void saysThatCountsOfHandlersAreOfTheNewest() throws Exception {
		HandlerDirectory handlers = mock(HandlerDirectory.class);
		given(handlers.list())
			.willReturn(List.of(new HandlerDescription("greeter", List.of("channel.didCreate"), false)));
		given(this.ledger.tasks(any())).willReturn(new Ledger.TaskCounts(
				Map.of("greeter", Map.of(DeliveryState.PENDING, 12L, DeliveryState.DEAD, 4000L)), true, false));
		String page = render(new HandlerListController(new PageRenderer(), handlers, mock(HandlerActions.class),
				new HandlerCounts(), this.ledger, () -> Instant.EPOCH)
			.list(""));
		assertThat(page).contains(">12<", ">none of the newest<", ">at least 4,000<", "only the newest were counted");
	}

	private static String render(View view) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		view.render(Map.of(), new MockHttpServletRequest(), response);
		return response.getContentAsString();
	}

}
