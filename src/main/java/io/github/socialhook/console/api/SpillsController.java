package io.github.socialhook.console.api;

import io.github.socialhook.console.operation.SpillActions;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.inbox.Spills;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists the local spills of all nodes, and forgets those that will not come back. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/spills")
final class SpillsController {

	private final Spills spills;

	private final SpillActions actions;

	SpillsController(Spills spills, SpillActions actions) {
		this.spills = spills;
		this.actions = actions;
	}

	@GetMapping
	ListResponse<Spills.LocalSpill> list() {
		return ListResponse.of(this.spills.list());
	}

	@PostMapping("/{name}/forget")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void forget(@PathVariable String name) {
		this.actions.forget(CurrentUser.name(), name);
	}

}
