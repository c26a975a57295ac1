package io.github.socialhook.console.security;

import java.util.List;

import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.PermissionsPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;

/**
 * The headers of the pages, which let a browser load and run nothing but their own files.
 */
final class PagesHeaders {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private PagesHeaders() {
	}

	static HeaderWriterFilter filter() {
		return new HeaderWriterFilter(List.of(new XContentTypeOptionsHeaderWriter(), new CacheControlHeadersWriter(),
				new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
				new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY_POLICY),
				// Without any referrer, browsers would send forms with the origin "null".
				new ReferrerPolicyHeaderWriter(ReferrerPolicy.SAME_ORIGIN),
				new PermissionsPolicyHeaderWriter("camera=(), geolocation=(), microphone=()")));
	}

}
