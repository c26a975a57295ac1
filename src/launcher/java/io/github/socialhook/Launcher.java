package io.github.socialhook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The main class of the executable jar. It is compiled for Java 8, so that an older Java
 * says in a sentence which one is needed, instead of a stack trace. It tells a command
 * from the service, so that neither loads the classes of the other.
 */
public final class Launcher {

	private static final int OLDEST = 21;

	private Launcher() {
	}

	/**
	 * Starts the application, or runs a command, unless this Java is too old for it.
	 * @param args the arguments of the application
	 * @throws Throwable whatever the application throws
	 */
	public static void main(String[] args) throws Throwable {
		String version = System.getProperty("java.specification.version");
		if (release(version) < OLDEST) {
			System.err.println("Socialhook needs Java " + OLDEST + " or newer to run, but this is Java " + version + " ("
					+ System.getProperty("java.home") + "): start it with the java of a newer one.");
			System.exit(1);
		}
		try {
			Method main = isCommand(args)
					? Class.forName("io.github.socialhook.cli.CommandLineTool").getDeclaredMethod("launch", String[].class)
					: Class.forName("io.github.socialhook.SocialhookApplication").getMethod("main", String[].class);
			main.setAccessible(true);
			main.invoke(null, (Object) args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * Options are for the service, unless they ask for help. The demo is a way to start
	 * the service.
	 */
	private static boolean isCommand(String[] args) {
		return args.length > 0 && (args[0].matches("-h|--help|-V|--version")
				|| (!args[0].startsWith("-") && !Arrays.asList(args).contains("demo")));
	}

	/** Up to Java 8 versions begin with "1.". */
	private static int release(String version) {
		return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
	}

}
