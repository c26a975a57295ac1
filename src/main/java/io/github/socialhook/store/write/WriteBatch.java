package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is written in one transaction: kind by kind with as few statements as each allows,
 * then the rest in the order in which it came.
 */
final class WriteBatch {

	private final Map<WriteKind, List<Write>> kinds = new HashMap<>();

	private final List<Write> others = new ArrayList<>();

	WriteBatch(List<Write> writes) {
		for (Write write : writes) {
			WriteKind kind = write.kind();
			((kind != null) ? this.kinds.computeIfAbsent(kind, (key) -> new ArrayList<>()) : this.others).add(write);
		}
	}

	void apply(WriterConnection connection) throws SQLException {
		List<Map.Entry<WriteKind, List<Write>>> ordered = new ArrayList<>(this.kinds.entrySet());
		ordered.sort(Comparator.comparingInt((each) -> each.getKey().order()));
		for (Map.Entry<WriteKind, List<Write>> each : ordered) {
			each.getKey().apply(each.getValue(), connection);
		}
		for (Write write : this.others) {
			write.apply(connection);
		}
	}

}
