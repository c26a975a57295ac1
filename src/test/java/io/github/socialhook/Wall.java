package io.github.socialhook;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;

/**
 * A rule of the house, written for any base package, so that it can also be seen to fail:
 * each names what breaks it in the tangled house. What lies in {@code app} is its
 * owner's: there only the way to other rooms is looked at.
 */
enum Wall {

	ROOMS(Wall::everyClassHasARoom, "cellar.Box"),

	STOREYS(Wall::aRoomImportsOnlyTheRoomsItMay, "delivery.Note"),

	CYCLES(Wall::packagesFormNoCycle, "delivery.Note"),

	NULLS(Wall::everyPackageIsNullMarked, "inbox.Store"),

	NOUNS(Wall::theNounsKnowOnlyTheJdk, "delivery.Note"),

	EVENTS(Wall::theEventsKnowOnlyTheJdkAndJackson, "event.Rumour"),

	PROBLEMS(Wall::aProblemKnowsOnlyTheJdkJacksonAndServlets, "problem.Complaint"),

	STORE(Wall::nobodyButTheRootNamesTheStore, "telemetry.Gauge"),

	SQL(Wall::onlyTheStoreKnowsSql, "cellar.Box"),

	METERS(Wall::onlyTelemetryKnowsTheMeters, "cellar.Box"),

	LOCALE(Wall::nothingDependsOnTheLocaleOrZoneOfTheProcess, "cellar.Box"),

	PUBLIC(Wall::aPublicTypeIsUsedByAnotherRoom, "cellar.Box"),

	FINAL(Wall::aClassIsFinalOrSealed, "cellar.Box");

	/** What depends on where the process runs; Error Prone finds the most of it. */
	private static final Set<String> PROCESS_DEFAULTS = Set.of("java.util.Locale.getDefault",
			"java.util.TimeZone.getDefault", "java.util.TimeZone.setDefault", "java.util.Locale.setDefault",
			"java.util.Calendar.getInstance", "java.util.Date.toString", "java.time.ZoneId.systemDefault",
			"java.time.Clock.systemDefaultZone", "java.time.format.DateTimeFormatter.localizedBy");

	private final Function<String, ArchRule> rule;

	private final String brokenBy;

	Wall(Function<String, ArchRule> rule, String brokenBy) {
		this.rule = rule;
		this.brokenBy = brokenBy;
	}

	ArchRule in(String base) {
		return this.rule.apply(base);
	}

	String brokenBy() {
		return this.brokenBy;
	}

	private static ArchRule everyClassHasARoom(String base) {
		return ArchRuleDefinition.classes().should(be("in a room", (type) -> Room.of(type, base).isPresent()));
	}

	private static ArchRule aRoomImportsOnlyTheRoomsItMay(String base) {
		return ArchRuleDefinition.classes()
			.should(ArchConditions.onlyHaveDependenciesWhere(
					DescribedPredicate.<Dependency>describe("lead to rooms that the room may import",
							(dependency) -> Room.of(dependency.getTargetClass(), base)
								.filter((room) -> !mayImport(dependency.getOriginClass(), room, base))
								.isEmpty())));
	}

	private static boolean mayImport(JavaClass type, Room room, String base) {
		return Room.of(type, base).filter((own) -> own.mayImport(room)).isPresent();
	}

	private static ArchRule packagesFormNoCycle(String base) {
		return SlicesRuleDefinition.slices().matching(base + ".(**)").should().beFreeOfCycles();
	}

	private static ArchRule everyPackageIsNullMarked(String base) {
		return ArchRuleDefinition.classes()
			.that()
			.resideOutsideOfPackage(base + ".app..")
			.should(be("in a package whose package-info.java says @NullMarked",
					(type) -> type.getPackage().isAnnotatedWith(NullMarked.class)));
	}

	private static ArchRule theNounsKnowOnlyTheJdk(String base) {
		return ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(base + ".delivery..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(base + ".delivery..", "java..", "org.jspecify..");
	}

	private static ArchRule theEventsKnowOnlyTheJdkAndJackson(String base) {
		return ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(base + ".event..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(base + ".event..", "java..", "org.jspecify..", "tools.jackson..",
					"com.fasterxml.jackson.annotation..");
	}

	private static ArchRule aProblemKnowsOnlyTheJdkJacksonAndServlets(String base) {
		return ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(base + ".problem..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(base + ".problem..", "java..", "org.jspecify..", "tools.jackson..",
					"jakarta.servlet..");
	}

	private static ArchRule nobodyButTheRootNamesTheStore(String base) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(base, base + ".store..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(base + ".store..");
	}

	private static ArchRule onlyTheStoreKnowsSql(String base) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(base + ".store..", base + ".app..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..",
					"org.springframework.boot.jdbc..", "org.springframework.transaction..", "com.zaxxer.hikari..",
					"org.flywaydb..", "org.sqlite..", "org.postgresql..");
	}

	private static ArchRule onlyTelemetryKnowsTheMeters(String base) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(base + ".telemetry..", base + ".app..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer..");
	}

	/**
	 * Two look at the zone so that nothing else has to: they take care of what a driver
	 * makes of it.
	 */
	private static ArchRule nothingDependsOnTheLocaleOrZoneOfTheProcess(String base) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(base + ".app..")
			.and()
			.doNotHaveFullyQualifiedName(base + ".ProcessTimeZone")
			.and()
			.doNotHaveFullyQualifiedName(base + ".store.postgresql.PostgresDialect")
			.should()
			.accessTargetWhere(DescribedPredicate.describe("asks for the locale or the time zone of the process",
					(access) -> PROCESS_DEFAULTS
						.contains(access.getTarget().getOwner().getName() + "." + access.getTarget().getName())));
	}

	/**
	 * The nouns, the events and the handlers' contract are for users: they show more.
	 * Tomcat makes parts of its own by name. The test kit, which is no room, signs
	 * requests.
	 */
	private static ArchRule aPublicTypeIsUsedByAnotherRoom(String base) {
		return ArchRuleDefinition.classes()
			.that()
			.arePublic()
			.and()
			.areTopLevelClasses()
			.and()
			.resideOutsideOfPackages(base, base + ".delivery..", base + ".event", base + ".event.model",
					base + ".handler..", base + ".app..")
			.and()
			.areNotAssignableTo("org.apache.coyote.ProtocolHandler")
			.and()
			.areNotAssignableTo("org.apache.catalina.Valve")
			.and()
			.doNotHaveFullyQualifiedName(base + ".sender.WebhookSigner")
			.should(be("named by another room, or by what it shows of this one",
					(type) -> type.getPackage()
						.getClasses()
						.stream()
						.filter((part) -> part.equals(type) || part.getName().startsWith(type.getName() + "$"))
						.flatMap((part) -> part.getDirectDependenciesToSelf().stream())
						.map(Dependency::getOriginClass)
						.anyMatch((user) -> !Room.of(user, base).equals(Room.of(type, base)) || shows(user, type))));
	}

	private static boolean shows(JavaClass user, JavaClass type) {
		return !user.equals(type) && user.getModifiers().contains(JavaModifier.PUBLIC) && user.getMethods()
			.stream()
			.filter((method) -> method.getModifiers().contains(JavaModifier.PUBLIC))
			.flatMap((method) -> Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream()))
			.anyMatch((shown) -> shown.getAllInvolvedRawTypes().contains(type));
	}

	/** Exceptions of the handlers' contract may be extended by users. */
	private static ArchRule aClassIsFinalOrSealed(String base) {
		return ArchRuleDefinition.classes()
			.that()
			.resideOutsideOfPackages(base + ".app..")
			.and()
			.areNotMetaAnnotatedWith("org.springframework.context.annotation.Configuration")
			.should(be("final or sealed", (type) -> type.isInterface() || type.isEnum() || type.isAnonymousClass()
					|| type.getModifiers().contains(JavaModifier.FINAL) || type.reflect().isSealed()
					|| (type.isAssignableTo(Exception.class) && type.getPackageName().equals(base + ".handler"))));
	}

	private static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
		return ArchConditions.be(DescribedPredicate.describe(description, predicate));
	}

}
