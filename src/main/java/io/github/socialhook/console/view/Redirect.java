package io.github.socialhook.console.view;

import java.util.Map;

import io.github.socialhook.console.security.LocalRedirect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.View;

/**
 * The answer to a form: leads to a page, so that to reload that does not send the form
 * again.
 *
 * @param path the path of the page, with its query
 */
public record Redirect(String path) implements View {

	@Override
	public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) {
		LocalRedirect.INSTANCE.sendRedirect(request, response, this.path);
	}

}
