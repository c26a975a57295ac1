package io.github.socialhook.console.api;

/**
 * A JSON response of the API. It does not depend on the JSON mapper of the surrounding
 * application.
 */
interface ApiResponse {

}
