package io.github.socialhook.event.catalogue;

/**
 * Where an id stands in a payload: in a field of its own, or in a field of a container.
 *
 * @param container the key in the payload; what stands there may be an object or an
 * array, of which the first element counts
 * @param field the key in the container, or empty if the container is the id itself
 */
public record IdPath(String container, String field) {

	static IdPath of(String path) {
		int dot = path.indexOf('.');
		return (dot < 0) ? new IdPath(path, "") : new IdPath(path.substring(0, dot), path.substring(dot + 1));
	}

	@Override
	public String toString() {
		return this.field.isEmpty() ? this.container : this.container + '.' + this.field;
	}

}
