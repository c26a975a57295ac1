package io.github.socialhook.dispatch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Faults of the machine that a test lets happen, one after another. */
final class Faults {

	private final Queue<Error> waiting = new ConcurrentLinkedQueue<>();

	void add(Error... faults) {
		this.waiting.addAll(List.of(faults));
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/** Throws the next, if there is one. */
	void happen() {
		Error next = this.waiting.poll();
		if (next != null) {
			throw next;
		}
	}

	/** Returns a proxy of which one method first throws the faults. */
	<T> T in(Class<T> type, T real, String faulty) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				if (method.getName().equals(faulty)) {
					happen();
				}
				try {
					return method.invoke(real, arguments);
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			}));
	}

}
