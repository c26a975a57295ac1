package io.github.socialhook.console.view;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.security.RefusalPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.IWebExchange;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * Renders the templates of this package, with an engine of its own: the one of a
 * surrounding application, its templates and its view resolvers have no part in it.
 */
public final class PageRenderer implements RefusalPage {

	private static final String FOLDER = "io/github/socialhook/console/view/";

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	/** Creates a renderer. */
	public PageRenderer() {
		ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(PageRenderer.class.getClassLoader());
		templates.setPrefix(FOLDER);
		templates.setSuffix(".html");
		templates.setTemplateMode(TemplateMode.HTML);
		templates.setCharacterEncoding("UTF-8");
		this.engine.setTemplateResolver(templates);
	}

	/**
	 * Returns what is answered.
	 * @param page the name of the template
	 * @param parts the ids of the elements that are rendered; empty for the whole page
	 * @param model what it shows
	 */
	byte[] html(String page, Set<String> parts, Map<String, ?> model, HttpServletRequest request,
			HttpServletResponse response) {
		String token = (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) ? csrf.getToken()
				: "";
		return html(page, parts, model, token,
				JakartaServletWebApplication.buildApplication(request.getServletContext())
					.buildExchange(request, response));
	}

	/** Writes the whole response. */
	static void write(HttpServletResponse response, byte[] html) throws IOException {
		response.setContentType("text/html;charset=UTF-8");
		response.setContentLength(html.length);
		response.getOutputStream().write(html);
	}

	/**
	 * Renders what nobody sees, so that the first who sees it does not wait until its
	 * classes are loaded.
	 * @param page the name of the template
	 * @param parts the ids of the elements that are rendered; empty for the whole page
	 * @param model what it shows
	 */
	void rehearse(String page, Set<String> parts, Map<String, ?> model) {
		html(page, parts, model, "", new UnseenExchange());
	}

	private byte[] html(String page, Set<String> parts, Map<String, ?> model, String token, IWebExchange exchange) {
		Map<String, Object> variables = new HashMap<>(model);
		variables.put("user", CurrentUser.isPresent() ? CurrentUser.name() : "");
		variables.put("operator", CurrentUser.isOperator());
		variables.put("assets", PageAssets.path());
		variables.put("csrf", token);
		StringWriter html = new StringWriter(16 * 1024);
		WebContext context = new WebContext(exchange, Locale.ROOT, variables);
		if (parts.isEmpty()) {
			// Fragments of templates have none.
			html.write("<!DOCTYPE html>\n");
			this.engine.process(page, context, html);
		}
		else {
			this.engine.process(page, parts.stream().map((id) -> "#" + id).collect(Collectors.toSet()), context, html);
		}
		return VisibleText.inHtml(html.toString()).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
			throws IOException {
		response.setStatus(status.value());
		write(response,
				html("refusal", Set.of(),
						Map.of("status", status.value(), "reason", status.getReasonPhrase(), "detail", detail), request,
						response));
	}

}
