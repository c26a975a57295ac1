package io.github.socialhook.console.oidc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider with one user, who is logged in already. It checks what a client has
 * to send, and can be told to lie.
 */
final class StubProvider implements AutoCloseable {

	static final String CLIENT = "socialhook";

	static final String SECRET = "client-secret-6Jd";

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpServer server;

	private final RSAKey key;

	/** What was asked, by the code that was given for it. */
	private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

	/** The claims of the user. */
	final Map<String, Object> claims = new ConcurrentHashMap<>();

	/** What is signed with is none of the keys that are published. */
	volatile boolean forging;

	/** The token is for another log-in. */
	volatile boolean replaying;

	StubProvider() throws IOException, JOSEException {
		this.key = new RSAKeyGenerator(2048).keyID("k1").generate();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/.well-known/openid-configuration", this::describe);
		this.server.createContext("/authorize", this::authorize);
		this.server.createContext("/token", this::token);
		this.server.createContext("/keys",
				(exchange) -> answer(exchange, 200, new JWKSet(this.key.toPublicJWK()).toString()));
		this.server.start();
	}

	String issuer() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	private void describe(HttpExchange exchange) throws IOException {
		Map<String, Object> description = new HashMap<>();
		description.put("issuer", issuer());
		description.put("authorization_endpoint", issuer() + "/authorize");
		description.put("token_endpoint", issuer() + "/token");
		description.put("jwks_uri", issuer() + "/keys");
		description.put("response_types_supported", new String[] { "code" });
		description.put("subject_types_supported", new String[] { "public" });
		description.put("id_token_signing_alg_values_supported", new String[] { "RS256" });
		answer(exchange, 200, JSON.writeValueAsString(description));
	}

	private void authorize(HttpExchange exchange) throws IOException {
		Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
		boolean complete = CLIENT.equals(asked.get("client_id")) && "code".equals(asked.get("response_type"))
				&& asked.get("scope").contains("openid") && asked.containsKey("nonce")
				&& "S256".equals(asked.get("code_challenge_method"));
		if (!complete) {
			answer(exchange, 400, "{}");
			return;
		}
		String code = UUID.randomUUID().toString();
		this.codes.put(code, asked);
		exchange.getResponseHeaders()
			.set("Location", asked.get("redirect_uri") + "?code=" + code + "&state="
					+ URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
		exchange.sendResponseHeaders(302, -1);
		exchange.close();
	}

	private void token(HttpExchange exchange) throws IOException {
		Map<String, String> sent = parameters(
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		Map<String, String> asked = this.codes.remove(String.valueOf(sent.get("code")));
		String basic = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes());
		boolean valid = asked != null && basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
				&& asked.get("redirect_uri").equals(sent.get("redirect_uri")) && sent.containsKey("code_verifier");
		if (!valid) {
			answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
			return;
		}
		answer(exchange, 200, JSON.writeValueAsString(Map.of("access_token", "opaque", "token_type", "Bearer",
				"expires_in", 300, "id_token", idToken(asked.get("nonce")))));
	}

	private String idToken(String nonce) {
		Instant now = Instant.now();
		JWTClaimsSet.Builder token = new JWTClaimsSet.Builder().issuer(issuer())
			.audience(CLIENT)
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(300)))
			.claim("nonce", this.replaying ? "another" : nonce);
		this.claims.forEach(token::claim);
		try {
			SignedJWT signed = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
					token.build());
			signed.sign(new RSASSASigner(this.forging ? new RSAKeyGenerator(2048).keyID("k1").generate() : this.key));
			return signed.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> parameters(String query) {
		Map<String, String> parameters = new HashMap<>();
		for (String each : query.split("&")) {
			String[] parts = each.split("=", 2);
			parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
		}
		return parameters;
	}

	private static void answer(HttpExchange exchange, int status, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
