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

	LoginController(PageRenderer renderer) {
		this.renderer = renderer;
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
		return new Page(this.renderer, "login").with("problem", problem)
			.with("notice", query.containsKey("out") ? "You have logged out." : null);
	}

}
