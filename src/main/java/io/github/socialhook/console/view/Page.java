package io.github.socialhook.console.view;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;

/** A page to be rendered: the name of its template and what it shows. */
public final class Page implements View {

	private final PageRenderer renderer;

	private final String template;

	private final Map<String, Object> content = new LinkedHashMap<>();

	private HttpStatus status = HttpStatus.OK;

	/**
	 * Creates a page.
	 * @param renderer what renders it
	 * @param template the name of its template
	 */
	public Page(PageRenderer renderer, String template) {
		this.renderer = renderer;
		this.template = template;
	}

	/**
	 * Adds what the template shows.
	 * @param name the name in the template
	 * @param value the value; null is shown as nothing
	 * @return this page
	 */
	public Page with(String name, @Nullable Object value) {
		if (value != null) {
			this.content.put(name, value);
		}
		return this;
	}

	/**
	 * Sets the status code, which is 200 otherwise.
	 * @param value the status code
	 * @return this page
	 */
	public Page status(HttpStatus value) {
		this.status = value;
		return this;
	}

	/** Renders it for nobody, so that the first who sees it does not wait long. */
	public void rehearse() {
		this.renderer.rehearse(this.template, this.content);
	}

	@Override
	public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
			throws Exception {
		response.setStatus(this.status.value());
		this.renderer.render(this.template, this.content, request, response);
	}

}
