package io.github.socialhook.console.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

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

	private final Set<String> parts;

	private HttpStatus status = HttpStatus.OK;

	private boolean shared;

	private final Lock rendering = new ReentrantLock();

	private byte @Nullable [] rendered;

	private @Nullable String renderedPath;

	/**
	 * Creates a page.
	 * @param renderer what renders it
	 * @param template the name of its template
	 */
	public Page(PageRenderer renderer, String template) {
		this(renderer, template, Set.of());
	}

	private Page(PageRenderer renderer, String template, Set<String> parts) {
		this.renderer = renderer;
		this.template = template;
		this.parts = parts;
	}

	/**
	 * Creates parts of a page, which a browser puts into the page that it shows.
	 * @param renderer what renders it
	 * @param template the name of the template of the whole page
	 * @param parts the ids of the elements that are rendered
	 * @return the parts
	 */
	public static Page parts(PageRenderer renderer, String template, Set<String> parts) {
		return new Page(renderer, template, parts);
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

	/**
	 * Says that it is the same for all users, so that it has to be rendered only once.
	 * @return this page
	 */
	public Page shared() {
		this.shared = true;
		return this;
	}

	boolean isShared() {
		return this.shared;
	}

	/** Renders it for nobody, so that the first who sees it does not wait long. */
	public void rehearse() {
		this.renderer.rehearse(this.template, this.parts, this.content);
	}

	@Override
	public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
			throws Exception {
		response.setStatus(this.status.value());
		PageRenderer.write(response, html(request, response));
	}

	private byte[] html(HttpServletRequest request, HttpServletResponse response) {
		if (!this.shared) {
			return this.renderer.html(this.template, this.parts, this.content, request, response);
		}
		this.rendering.lock();
		try {
			// Links begin with the path, which a proxy can prepend to.
			String path = request.getContextPath();
			byte[] known = this.rendered;
			if (known == null || !path.equals(this.renderedPath)) {
				known = this.renderer.html(this.template, this.parts, this.content, request, response);
				this.rendered = known;
				this.renderedPath = path;
			}
			return known;
		}
		finally {
			this.rendering.unlock();
		}
	}

}
