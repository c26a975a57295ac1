package io.github.socialhook;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RoomTests {

	private static final String BASE = "io.github.socialhook";

	private static final JavaClasses HOUSE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	private static final String TANGLED_BASE = BASE + ".tangled";

	private static final JavaClasses TANGLED_HOUSE = new ClassFileImporter().importPackages(TANGLED_BASE);

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
		assertThat(HOUSE.stream().flatMap((type) -> Room.of(type, BASE).stream()).distinct())
			.containsExactlyInAnyOrder(Room.values());
	}

	@Test
	void roomsImportOnlyLowerStoreys() {
		assertThat(Room.values()).allSatisfy((room) -> assertThat(room.imports()).map(Room::storey)
			.allSatisfy((storey) -> assertThat(storey).isLessThan(room.storey())));
	}

}
