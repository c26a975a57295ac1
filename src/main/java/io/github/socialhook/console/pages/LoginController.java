package io.github.socialhook.console.pages;

import io.github.socialhook.console.security.PagesSecurity;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;

import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Shows the form for the log-in, which the security receives. */
@Controller
final class LoginController {

	private final PageRenderer renderer;

	private final PagesSecurity security;

	LoginController(PageRenderer renderer, PagesSecurity security) {
		this.renderer = renderer;
		this.security = security;
	}

	@GetMapping(PagesSecurity.LOGIN)
	View show(@RequestParam MultiValueMap<String, String> query) {
		String problem = null;
		if (query.containsKey("error")) {
			problem = "The name or the password is wrong.";
		}
		else if (query.containsKey("busy")) {
			problem = "Too many logins have failed. Try again in a moment.";
		}
		else if (query.containsKey("role")) {
			problem = "You are known to the provider, but have no role here. Ask who runs this service for the role of a "
					+ "viewer or an operator, and log in again.";
		}
		else if (query.containsKey("failed")) {
			problem = "The log-in at the provider has failed. Try again. The log of this service has the reason.";
		}
		return new Page(this.renderer, "login").with("problem", problem)
			.with("links", this.security.links())
			.with("passwords", this.security.hasPasswords())
			.with("notice", query.containsKey("out") ? "You have logged out." : null);
	}

}
