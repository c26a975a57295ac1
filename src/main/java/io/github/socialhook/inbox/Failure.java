package io.github.socialhook.inbox;

/**
 * Why an attempt failed, for the person who looks at it.
 *
 * @param type the class of the exception
 * @param message what it said; empty if nothing
 * @param trace the head of its stack trace; empty if there is none
 */
public record Failure(String type, String message, String trace) {

}
