package io.github.socialhook.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What runs on the machines of others may do only what it has to, and is what was looked
 * at.
 */
class WorkflowTests {

	private static final Path FOLDER = Path.of(".github/workflows");

	private static final Path RELEASE = FOLDER.resolve("release.yml");

	/** What a job may write, beside nothing. */
	private static final Map<String, Set<String>> WRITERS = Map.of("release.jars", Set.of("id-token", "attestations"),
			"release.images", Set.of("packages"), "release.image", Set.of("packages", "id-token", "attestations"),
			"release.release", Set.of("contents"), "codeql.java", Set.of("security-events"), "codeql.workflows",
			Set.of("security-events"), "scorecard.scorecard", Set.of("security-events", "id-token"));

	static Stream<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.sorted().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("files")
	void everyKeyIsKnown(Path file) {
		Workflow workflow = read(Yaml.text(file));
		assertThat(workflow.jobs()).isNotEmpty().allSatisfy((id, job) -> {
			assertThat(job.timeoutMinutes()).isBetween(1, 60);
			assertThat(job.needs()).satisfiesAnyOf((needs) -> assertThat(needs).isNull(),
					(needs) -> assertThat(workflow.jobs()).containsKey(needs));
			assertThat(job.steps()).isNotEmpty().allSatisfy((step) -> {
				assertThat((step.run() != null) ^ (step.uses() != null)).as(id).isTrue();
				assertThat(step.with() == null || step.uses() != null).as(id).isTrue();
			});
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs-on", "timeout-minutes", "permissions", "with", "needs", "tags" })
	void misspeltKeyIsRefused(String key) {
		String text = Yaml.text(RELEASE);
		String wrong = text.replaceFirst(key + ":", key + "s:");
		assertThat(wrong).isNotEqualTo(text);
		assertThatExceptionOfType(DatabindException.class).isThrownBy(() -> read(wrong));
	}

	@ParameterizedTest
	@MethodSource("files")
	void everyActionIsPinnedAndSaysItsVersion(Path file) {
		assertThat(Yaml.text(file).lines().filter((line) -> line.contains("uses:"))).isNotEmpty()
			.allSatisfy((line) -> assertThat(line)
				.matches("\\s+(- )?uses: [a-z-]+/[a-z-]+(/[a-z-]+)?@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
	}

	@Test
	void anActionIsTheSameEverywhere() throws IOException {
		Map<String, Set<String>> pins = new TreeMap<>();
		files().flatMap((file) -> Yaml.text(file).lines())
			.filter((line) -> line.contains("uses:"))
			// A part of an action has the commit of the action.
			.map((line) -> line.replaceFirst(".*uses: ", "").replaceFirst("^([^/]+/[^/@]+)/[^@]+", "$1").split("@"))
			.forEach((action) -> pins.computeIfAbsent(action[0], (name) -> new TreeSet<>()).add(action[1]));
		assertThat(pins).hasSizeGreaterThan(5).allSatisfy((action, pin) -> assertThat(pin).as(action).hasSize(1));
	}

	@ParameterizedTest
	@MethodSource("files")
	void mayWriteOnlyWhatIsListedHere(Path file) {
		Workflow workflow = read(Yaml.text(file));
		assertThat(workflow.permissions()).satisfiesAnyOf((all) -> assertThat(all).isEmpty(),
				(all) -> assertThat(all).isEqualTo(Map.of("contents", "read")));
		workflow.jobs().forEach((id, job) -> {
			Set<String> written = new TreeSet<>();
			if (job.permissions() != null) {
				job.permissions().forEach((permission, access) -> {
					if (!access.equals("read")) {
						written.add(permission);
					}
				});
			}
			String name = file.getFileName().toString().replace("yml", id);
			assertThat(written).as(name).isEqualTo(WRITERS.getOrDefault(name, Set.of()));
		});
	}

	@ParameterizedTest
	@MethodSource("files")
	void leavesNoTokenBehindAndPastesNothingIntoScripts(Path file) {
		assertThat(read(Yaml.text(file)).jobs().values()).flatExtracting(Workflow.Job::steps).allSatisfy((step) -> {
			if (step.uses("actions/checkout")) {
				assertThat(step.with()).containsEntry("persist-credentials", "false");
			}
			if (step.run() != null) {
				assertThat(step.run()).doesNotContain("${{");
			}
		});
	}

	@Test
	void releaseIsOnlyForATagAndOnlyOfWhatWasTestedAndScanned() {
		Workflow release = read(Yaml.text(RELEASE));
		assertThat(release.on()).isEqualTo(new Workflow.On(new Workflow.Push(null, List.of("v*")), null, null, null));
		assertThat(release.jobs()).extractingByKeys("jars", "images", "image", "release")
			.extracting(Workflow.Job::needs)
			.containsExactly("test", "jars", "images", "image");
		assertThat(release.jobs().get("images").steps()).extracting(Workflow.Step::name)
			.containsSubsequence("Build", "Scan", "Push");
		assertThat(release.jobs().values()).flatExtracting(Workflow.Job::steps)
			.noneSatisfy((step) -> assertThat(step.with()).containsKey("cache"));
	}

	/** What one job hands over is laid where the next looks for it. */
	@Test
	void imageIsBuiltFromWhatTheJobBeforeHandsOver() throws IOException {
		String copied = Files.readAllLines(Path.of("Dockerfile"))
			.stream()
			.filter((line) -> line.startsWith("COPY target/"))
			.map((line) -> line.split(" ")[1])
			.findFirst()
			.orElseThrow();
		Map<String, Workflow.Job> jobs = read(Yaml.text(RELEASE)).jobs();
		List<Map<String, String>> handed = artifacts(jobs.get("jars"), "actions/upload-artifact");
		List<Map<String, String>> taken = artifacts(jobs.get("images"), "actions/download-artifact");
		assertThat(taken).hasSize(1);
		String folder = taken.getFirst().get("path");
		assertThat(copied).startsWith(folder + "/");
		assertThat(handed).anySatisfy((upload) -> assertThat(upload).containsEntry("name", taken.getFirst().get("name"))
			.containsEntry("path", folder));
	}

	@Test
	void everyJarIsAttested() {
		List<Workflow.Step> steps = read(Yaml.text(RELEASE)).jobs().get("jars").steps();
		assertThat(steps).filteredOn((step) -> step.uses("actions/attest-build-provenance"))
			.singleElement()
			.satisfies((step) -> assertThat(step.with()).containsEntry("subject-checksums", "dist/SHA256SUMS"));
		assertThat(steps).filteredOn((step) -> step.uses("actions/attest-sbom"))
			.singleElement()
			.satisfies((step) -> assertThat(step.with()).containsEntry("subject-path", "dist/*.jar"));
	}

	private static List<Map<String, String>> artifacts(Workflow.Job job, String action) {
		return job.steps()
			.stream()
			.filter((step) -> step.uses(action))
			.map((step) -> Objects.requireNonNull(step.with()))
			.toList();
	}

	/** What is published of the rating has to come from a job that runs nothing else. */
	@Test
	void ratingRunsNoScripts() {
		Workflow scorecard = read(Yaml.text(FOLDER.resolve("scorecard.yml")));
		assertThat(scorecard.env()).isNull();
		assertThat(scorecard.jobs().values()).singleElement().satisfies((job) -> {
			assertThat(job.env()).isNull();
			assertThat(job.steps()).allSatisfy((step) -> assertThat(step.run()).isNull());
		});
	}

	@Test
	void releaseIsRehearsedForEachChange() {
		Workflow ci = read(Yaml.text(FOLDER.resolve("ci.yml")));
		assertThat(ci.on().pullRequest()).isNotNull();
		assertThat(ci.jobs().values()).flatExtracting(Workflow.Job::steps)
			.anySatisfy((step) -> assertThat(step.run()).isEqualTo(".ci/release/rehearsal"));
	}

	/** So that what runs there runs elsewhere, and a rehearsal is one of a release. */
	@ParameterizedTest
	@MethodSource("files")
	void ownStepsAreScripts(Path file) {
		assertThat(read(Yaml.text(file)).jobs().values()).flatExtracting(Workflow.Job::steps)
			.filteredOn((step) -> step.run() != null)
			.allSatisfy((step) -> {
				assertThat(step.run()).hasLineCount(1).matches("(\\.ci/|\\./mvnw ).+");
				if (step.run().startsWith(".ci/")) {
					assertThat(Path.of(step.run().split(" ")[0])).isExecutable();
				}
			});
	}

	/** Whatever names a version of something else is moved by somebody. */
	@Test
	void renovateLooksAfterAllOfIt() throws IOException {
		JsonNode settings = JsonMapper.shared().readTree(Files.readString(Path.of("renovate.json")));
		assertThat(settings.path("extends").valueStream().map(JsonNode::asString)).contains("docker:pinDigests",
				"helpers:pinGitHubActionDigestsToSemver");
		assertThat(settings.path("enabledManagers").valueStream().map(JsonNode::asString)).contains("maven",
				"maven-wrapper", "github-actions", "dockerfile", "docker-compose", "kubernetes", "kustomize");
		assertThat(Path.of(".github/dependabot.yml")).doesNotExist();
		for (String file : List.of("deploy/compose.yaml", "deploy/compose.replicas.yaml")) {
			assertThat(matches(settings.path("docker-compose"), file)).as(file).isTrue();
		}
		assertThat(matches(settings.path("kubernetes"), "deploy/kubernetes/base/statefulset.yaml")).isTrue();
		JsonNode custom = settings.path("customManagers").path(0);
		assertThat(matches(custom, ".github/workflows/ci.yml")).isTrue();
		Pattern images = Pattern.compile(custom.path("matchStrings").path(0).asString());
		assertThat(files().flatMap((file) -> images.matcher(Yaml.text(file)).results())
			.map((image) -> image.group("depName"))).contains("docker.io/library/eclipse-temurin");
	}

	private static boolean matches(JsonNode manager, String file) {
		String pattern = manager.path("managerFilePatterns").path(0).asString();
		return file.matches(pattern.substring(1, pattern.length() - 1));
	}

	private static Workflow read(String text) {
		return Yaml.as(Workflow.class, Yaml.document(text));
	}

}
