package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on the architecture shows the rooms that ArchUnit holds, and names classes
 * that exist. Run with {@code -Dsocialhook.docs.write=true} to have the rooms written
 * anew.
 */
class ArchitectureTests {

	private static final String WRITE = "socialhook.docs.write";

	private static final Path CODE = Path.of("src/main/java/io/github/socialhook");

	private static final Pattern LINKED_CLASS = Pattern.compile("\\[`(\\w+)`]\\(\\.\\./([^)]+)\\)");

	/** Such as {@code "signature: WebhookFilter, RequestVerifier"}. */
	private static final Pattern STATION = Pattern.compile("\"([a-z.]+): ([A-Z][\\w, ]*)\"");

	@Test
	void roomsAreUpToDate() throws IOException {
		Documentation page = Documentation.ARCHITECTURE;
		String expected = replace(replace(page.text(), "picture", picture()), "rooms", rooms());
		if (Boolean.getBoolean(WRITE)) {
			Files.writeString(page.file(), expected);
		}
		assertThat(page.text())
			.as("%s is out of date: run ./mvnw test -Dtest=%s -D%s=true", page.file(), getClass().getSimpleName(),
					WRITE)
			.isEqualToNormalizingNewlines(expected);
	}

	@Test
	void everyLinkOfAClassLeadsToItsFile() {
		List<MatchResult> links = LINKED_CLASS.matcher(Documentation.ARCHITECTURE.text()).results().toList();
		assertThat(links).hasSizeGreaterThan(10)
			.allSatisfy((link) -> assertThat(Path.of(link.group(2))).exists().hasFileName(link.group(1) + ".java"));
	}

	@Test
	void everyStationOnTheWayOfAnEventIsInItsRoom() {
		List<MatchResult> stations = STATION.matcher(Documentation.ARCHITECTURE.text()).results().toList();
		assertThat(stations).hasSizeGreaterThan(10)
			.allSatisfy((station) -> assertThat(station.group(2).split(", "))
				.allSatisfy((name) -> assertThat(folder(station.group(1)).resolve(name + ".java")).exists()));
	}

	@Test
	void everyPlaceThatANewcomerLooksForIsLinked() {
		assertThat(Documentation.ARCHITECTURE.rows("a signature is verified|a delivery is stored|order is kept"
				+ "|a retry is scheduled|a replay is made due"))
			.hasSize(5)
			.allSatisfy((row) -> assertThat(row.get(1)).containsPattern(LINKED_CLASS));
	}

	/** An edge for each import, without those that others imply. */
	private static String picture() {
		String nodes = Room.stream()
			.map(Room::storey)
			.distinct()
			.sorted((one, other) -> other - one)
			.map(ArchitectureTests::storey)
			.collect(Collectors.joining());
		String edges = houses().stream()
			.map((room) -> needed(room).stream()
				.map((other) -> "  " + room.path() + " --> " + other.path() + "\n")
				.collect(Collectors.joining()))
			.collect(Collectors.joining());
		return "```mermaid\nflowchart TB\n" + nodes + edges + "```\n";
	}

	private static String storey(int storey) {
		List<Room> rooms = houses().stream().filter((room) -> room.storey() == storey).toList();
		return rooms.stream()
			.map((room) -> "  " + room.path() + "[\"" + label(room) + "\"]\n")
			.collect(Collectors.joining());
	}

	private static String label(Room room) {
		String inside = inside(room).map((part) -> part.path().replaceFirst("^[^.]*\\.", ""))
			.collect(Collectors.joining(" · "));
		return inside.isEmpty() ? room.path() : room.path() + "<br>" + inside;
	}

	private static List<Room> built() {
		return Room.stream().filter((room) -> Files.exists(folder(room.path()).resolve("package-info.java"))).toList();
	}

	private static Stream<Room> inside(Room house) {
		return built().stream().filter((room) -> room != house && room.house() == house);
	}

	/** The rooms of the house, without the base package, which names nearly all. */
	private static List<Room> houses() {
		return built().stream().filter((room) -> room.house() == room && room != Room.ROOT).toList();
	}

	private static Set<Room> imports(Room house) {
		return Stream.concat(Stream.of(house), inside(house))
			.flatMap((room) -> room.imports().stream())
			.map(Room::house)
			.filter((other) -> other != house)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<Room> needed(Room house) {
		Set<Room> needed = imports(house);
		imports(house).forEach((other) -> needed.removeAll(reachable(other)));
		return needed;
	}

	private static Set<Room> reachable(Room house) {
		Set<Room> reachable = new TreeSet<>(imports(house));
		imports(house).forEach((other) -> reachable.addAll(reachable(other)));
		return reachable;
	}

	private static String rooms() throws IOException {
		StringBuilder table = new StringBuilder("| room | what it holds | may import |\n|---|---|---|\n");
		for (Room room : built()) {
			String imports = room.imports()
				.stream()
				.filter(built()::contains)
				.map(Room::path)
				.collect(Collectors.joining(", "));
			table.append("| ").append((room == Room.ROOT) ? "the base package" : "`" + room.path() + "`");
			table.append(" | ").append(sentence(room)).append(" | ").append(imports.isEmpty() ? "–" : imports);
			table.append(" |\n");
		}
		return table.toString();
	}

	/** The first sentence of the package. */
	private static String sentence(Room room) throws IOException {
		String text = Files.readString(folder(room.path()).resolve("package-info.java"));
		return text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
			.replaceAll("\\n \\*", " ")
			.replaceAll("<p>.*", "")
			.replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
			.strip()
			.replaceAll("\\s+", " ")
			.replaceAll("(?<=\\.) .*", "");
	}

	private static Path folder(String room) {
		return CODE.resolve(room.replace('.', '/'));
	}

	private static String replace(String page, String part, String content) {
		String start = "<!-- " + part + " -->\n";
		String end = "<!-- end of " + part + " -->";
		assertThat(page).contains(start, end);
		return page.substring(0, page.indexOf(start) + start.length()) + content + page.substring(page.indexOf(end));
	}

}
