package io.github.socialhook.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.socialhook.event.catalogue.EditDistance;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * All settings that exist. They are read from the records that
 * {@code META-INF/spring/io.github.socialhook.settings.KnownSettings.imports} lists, of
 * which each jar on the class path may have one.
 */
final class KnownSettings {

	/** Of a record that is not annotated, because nothing binds it. */
	private static final String DEFAULT_PREFIX = "socialhook";

	private final List<KnownSetting> all;

	private KnownSettings(List<KnownSetting> all) {
		this.all = List.copyOf(all);
	}

	static KnownSettings load(@Nullable ClassLoader loader) {
		return new KnownSettings(
				StreamSupport.stream(ImportCandidates.load(KnownSettings.class, loader).spliterator(), false)
					.map((name) -> ClassUtils.resolveClassName(name, loader))
					.flatMap(KnownSettings::of)
					.toList());
	}

	private static Stream<KnownSetting> of(Class<?> properties) {
		String prefix = MergedAnnotations.from(properties)
			.get(ConfigurationProperties.class)
			.getValue("prefix", String.class)
			.orElse(DEFAULT_PREFIX);
		return below(List.of(prefix.split("\\.")), properties);
	}

	private static Stream<KnownSetting> below(List<String> path, Type type) {
		Class<?> raw = (Class<?>) ((type instanceof ParameterizedType generic) ? generic.getRawType() : type);
		if (raw.isRecord()) {
			return Stream.of(raw.getRecordComponents()).flatMap((component) -> below(path, component));
		}
		if (Map.class.isAssignableFrom(raw) && type instanceof ParameterizedType map) {
			Type value = map.getActualTypeArguments()[1];
			return (value instanceof Class<?> item && item.isRecord()) ? below(with(path, KnownSetting.ANY), value)
					: Stream.of(new KnownSetting(path, true));
		}
		if (List.class.isAssignableFrom(raw) && type instanceof ParameterizedType list
				&& list.getActualTypeArguments()[0] instanceof Class<?> item && item.isRecord()) {
			return below(with(path, KnownSetting.INDEX), item);
		}
		return Stream.of(new KnownSetting(path, false));
	}

	private static Stream<KnownSetting> below(List<String> path, RecordComponent component) {
		return below(with(path, DataObjectPropertyName.toDashedForm(component.getName())), component.getGenericType());
	}

	private static List<String> with(List<String> path, String element) {
		List<String> longer = new ArrayList<>(path);
		longer.add(element);
		return List.copyOf(longer);
	}

	boolean contain(SettingName name) {
		return this.all.stream().anyMatch((setting) -> setting.isNamedBy(name));
	}

	/** Returns the setting that is probably meant, in the form of the given name. */
	String nearestTo(SettingName name) {
		return this.all.stream()
			.min(Comparator.comparingInt((setting) -> distance(setting, name)))
			.map((setting) -> setting.likeName(name))
			.orElseThrow();
	}

	/** A right name in a wrong place is near. */
	private static int distance(KnownSetting setting, SettingName name) {
		List<String> elements = name.elements().stream().filter((element) -> !element.startsWith("[")).toList();
		int distance = EditDistance.between(setting.withoutIndexes(name), String.join(name.separator(), elements));
		return setting.lastElement().equals(elements.getLast()) ? Math.min(distance, 2) : distance;
	}

}
