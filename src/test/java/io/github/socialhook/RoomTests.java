package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@RunsBesideOthers
class RoomTests {

	private static final String BASE = "io.github.socialhook";

	private static final JavaClasses HOUSE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	private static final String TANGLED_BASE = BASE + ".tangled";

	private static final JavaClasses TANGLED_HOUSE = new ClassFileImporter().importPackages(TANGLED_BASE);

	private static final Path SOURCES = Path.of("src/main/java");

	/** Rooms that are being built; whoever opens one takes it off. */
	private static final EnumSet<Room> TO_COME = EnumSet.noneOf(Room.class);

	/** What is being divided; whoever has done it takes it off. */
	private static final List<String> TOO_LARGE_YET = List.of();

	@ParameterizedTest
	@EnumSource
	void wallStandsInTheHouse(Wall wall) {
		wall.in(BASE).check(HOUSE);
	}

	@ParameterizedTest
	@EnumSource
	void wallFallsInTheTangledHouse(Wall wall) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wall.in(TANGLED_BASE).check(TANGLED_HOUSE))
			.withMessageContaining(TANGLED_BASE + "." + wall.brokenBy());
	}

	@Test
	void everyRoomOfThePlanIsThere() {
		Set<Room> there = EnumSet.complementOf(TO_COME);
		// What is in the room of the handlers is up to users, if there is anything.
		there.remove(Room.APP);
		assertThat(HOUSE.stream().flatMap((type) -> Room.of(type, BASE).stream()).distinct())
			.filteredOn((room) -> room != Room.APP)
			.containsExactlyInAnyOrderElementsOf(there);
	}

	/** What was deleted is not called any more, although nothing was cleaned. */
	@Test
	void everyHandlerThatIsThereHasASource() {
		assertThat(HOUSE.stream()
			.filter((type) -> Room.of(type, BASE).filter(Room.APP::equals).isPresent())
			.map((type) -> SOURCES.resolve(type.getPackageName().replace('.', '/'))
				.resolve(type.getSource().flatMap(Source::getFileName).orElseThrow())))
			.allSatisfy((file) -> assertThat(file).exists());
	}

	@Test
	void roomsImportOnlyLowerStoreysAndTheirOwn() {
		assertThat(Room.values())
			.allSatisfy((room) -> assertThat(room.imports()).allSatisfy((other) -> assertThat(other).satisfiesAnyOf(
					(lower) -> assertThat(lower.storey()).isLessThan(room.storey()),
					(inside) -> assertThat(inside.house()).isEqualTo(room.house()))));
	}

	/** What may be imported is imported, so that the table shows how it is. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "APP")
	void roomImportsAllThatItMay(Room room) {
		Set<Room> imported = HOUSE.stream()
			.filter((type) -> Room.of(type, BASE).filter(room::equals).isPresent())
			.flatMap((type) -> type.getDirectDependenciesFromSelf().stream())
			.flatMap((dependency) -> Room.of(dependency.getTargetClass(), BASE).stream())
			.filter((other) -> other != room)
			.collect(Collectors.toSet());
		assertThat(room.imports()).containsExactlyInAnyOrderElementsOf(imported);
	}

	@Test
	void packagesAndFilesOfTheHouseAreSmall() throws IOException {
		assertThat(Sizes.excesses(SOURCES, BASE)).containsExactlyInAnyOrderElementsOf(TOO_LARGE_YET);
	}

	@Test
	void largePackageAndLongFileAreNoticed(@TempDir Path sources) throws IOException {
		Path attic = Files.createDirectories(sources.resolve(TANGLED_BASE.replace('.', '/')).resolve("attic"));
		for (int i = 0; i < 26; i++) {
			Files.writeString(attic.resolve("Box" + i + ".java"), "\n".repeat((i == 7) ? 301 : 300));
		}
		assertThat(Sizes.excesses(sources, TANGLED_BASE)).containsExactlyInAnyOrder("attic", "attic/Box7.java");
	}

	@Test
	void onlyTheModelOfTheEventsMayBeALargePackage(@TempDir Path sources) throws IOException {
		for (String name : List.of("event/model", "event/model/part")) {
			Path folder = Files.createDirectories(sources.resolve(TANGLED_BASE.replace('.', '/')).resolve(name));
			for (int i = 0; i < 26; i++) {
				Files.writeString(folder.resolve("Thing" + i + ".java"), "");
			}
		}
		assertThat(Sizes.excesses(sources, TANGLED_BASE)).containsExactly("event.model.part");
	}

}
