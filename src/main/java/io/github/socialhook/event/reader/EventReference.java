package io.github.socialhook.event.reader;

/**
 * Something that an event refers to.
 *
 * @param kind the kind of thing, such as {@code user}
 * @param id its id
 */
public record EventReference(String kind, String id) {

}
