package io.github.socialhook.signature;

import io.github.socialhook.delivery.EndpointName;

/**
 * One configured endpoint.
 *
 * @param name its name
 * @param path where it answers
 * @param verifier knows its secrets
 */
record Endpoint(EndpointName name, String path, SignatureVerifier verifier) {

}
