package io.github.socialhook.console.view;

import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.web.IWebApplication;
import org.thymeleaf.web.IWebExchange;
import org.thymeleaf.web.IWebRequest;
import org.thymeleaf.web.IWebSession;

/** Stands for a request where a page is rendered that nobody sees. */
final class UnseenExchange implements IWebExchange {

	private final Map<String, Object> attributes = new HashMap<>();

	/** All that links ask for is the path. */
	private final IWebRequest request = (IWebRequest) Proxy.newProxyInstance(IWebRequest.class.getClassLoader(),
			new Class<?>[] { IWebRequest.class },
			(proxy, method, arguments) -> method.getName().equals("getApplicationPath") ? "" : null);

	@Override
	public IWebRequest getRequest() {
		return this.request;
	}

	@Override
	public @Nullable IWebSession getSession() {
		return null;
	}

	@Override
	public @Nullable IWebApplication getApplication() {
		return null;
	}

	@Override
	public @Nullable Principal getPrincipal() {
		return null;
	}

	@Override
	public Locale getLocale() {
		return Locale.ROOT;
	}

	@Override
	public @Nullable String getContentType() {
		return null;
	}

	@Override
	public @Nullable String getCharacterEncoding() {
		return null;
	}

	@Override
	public boolean containsAttribute(String name) {
		return this.attributes.containsKey(name);
	}

	@Override
	public int getAttributeCount() {
		return this.attributes.size();
	}

	@Override
	public Set<String> getAllAttributeNames() {
		return Set.copyOf(this.attributes.keySet());
	}

	@Override
	public Map<String, Object> getAttributeMap() {
		return new HashMap<>(this.attributes);
	}

	@Override
	public @Nullable Object getAttributeValue(String name) {
		return this.attributes.get(name);
	}

	@Override
	public void setAttributeValue(String name, Object value) {
		this.attributes.put(name, value);
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.remove(name);
	}

	@Override
	public String transformURL(String url) {
		return url;
	}

}
