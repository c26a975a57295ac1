package io.github.socialhook.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** It takes the output of the process for itself, so it runs beside no other like it. */
class CommandOutputTests {

	@Test
	void isWrittenWhereItBelongsWhateverBecomesOfTheOutputOfTheProcess() {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		CommandLine line = CommandLineTool.create(Surroundings.ofProcess())
			.setOut(new PrintWriter(out))
			.setErr(new PrintWriter(err));
		PrintStream outOfProcess = System.out;
		PrintStream errOfProcess = System.err;
		System.setOut(new PrintStream(outOfProcess));
		System.setErr(new PrintStream(errOfProcess));
		try {
			assertThat(line.execute("events", "channel.didCreate", "--json")).isZero();
			assertThat(line.execute("events", "--nonsense")).isEqualTo(ExitCodes.USAGE);
		}
		finally {
			System.setOut(outOfProcess);
			System.setErr(errOfProcess);
		}
		assertThat(out.toString()).contains("\"channel.didCreate\"");
		assertThat(err.toString()).contains("--nonsense");
	}

}
