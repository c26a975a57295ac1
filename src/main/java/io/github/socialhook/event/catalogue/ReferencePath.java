package io.github.socialhook.event.catalogue;

import java.util.List;

/**
 * Where a payload may have ids of things of one kind.
 *
 * @param kind the kind of thing, such as {@code user}
 * @param keys the keys on the way to the ids; where an array stands, all of its elements
 * count
 * @param kindKey the key beside the last one whose value has to be the kind, because the
 * id may be that of something else; empty if it cannot
 */
public record ReferencePath(String kind, List<String> keys, String kindKey) {

	static ReferencePath of(String kind, String path, String kindKey) {
		return new ReferencePath(kind, List.of(path.split("\\.")), kindKey);
	}

}
