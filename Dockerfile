# Build the jar first, with Maven online, for the bill of materials is left out otherwise: ./mvnw -DskipTests package
# Both images can be replaced, for instance by mirrored or hardened ones: the first by any JDK 25, the second by any with the same C
# library, such as eclipse-temurin:25-jdk-alpine and alpine:3. From the second nothing is needed but that and "env".
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG BASE_IMAGE=debian:13-slim

FROM ${JDK_IMAGE} AS layers
WORKDIR /build
COPY target/image/socialhook-*-exec.jar socialhook.jar
RUN java -Djarmode=tools -jar socialhook.jar extract --layers --destination layers
# All that is Java SE, and what looks into a running JVM, but no compiler. Handlers may need what the service does not. An image
# whose JDK has other certificates than those that it came with is as good.
RUN jlink --ignore-modified-runtime --no-header-files --no-man-pages --generate-cds-archive --output java --add-modules \
	java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jdwp.agent,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.management.jfr,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs \
	&& rm -f java/lib/server/classes_*.jsa
# Native libraries are laid ready, so that nothing has to be unpacked into a /tmp from which nothing may run, and the jars lose
# theirs, which are for every platform. Of SQLite, one is for glibc, and one for musl, which images of Alpine have. The compression
# of Kafka's clients needs glibc for snappy and zstd, and nothing for lz4.
RUN set -e; arch="$(uname -m | sed s/arm64/aarch64/)"; native="$PWD/layers/native"; mkdir "$native" "$native/glibc" "$native/musl"; \
	for jar in sqlite-jdbc snappy-java zstd-jni lz4-java; do \
		jar="$(ls "$PWD/layers/dependencies/lib/$jar"-*.jar)"; mkdir unpacked; cd unpacked; jar --extract --file "$jar"; \
		case "$jar" in \
			*/sqlite-jdbc-*) mv "org/sqlite/native/Linux/$arch/libsqlitejdbc.so" "$native/glibc"; \
				mv "org/sqlite/native/Linux-Musl/$arch/libsqlitejdbc.so" "$native/musl" ;; \
			*/snappy-java-*) mv "org/xerial/snappy/native/Linux/$arch/libsnappyjava.so" "$native" ;; \
			*/zstd-jni-*) mv "linux/$(echo "$arch" | sed s/x86_64/amd64/)"/libzstd-jni-*.so "$native/libzstd-jni.so" ;; \
		esac; \
		find . \( -name '*.so' -o -name '*.dll' -o -name '*.dylib' -o -name '*.jnilib' -o -name '*.a' \) -delete; \
		jar --create --file "$jar" --manifest META-INF/MANIFEST.MF .; cd ..; rm -r unpacked; \
	done
# Whoever runs the service writes into data, also with a user id that the platform has chosen, which is in group 0 then.
RUN mkdir -p layers/own/data layers/handlers/handlers && chmod 775 layers/own/data
# What is inside, as CycloneDX, and under which licences. Those of Java are in /opt/java/legal.
RUN mkdir layers/sbom layers/legal && cd layers/sbom \
	&& jar --extract --file ../../socialhook.jar META-INF/sbom/application.cdx.json META-INF/THIRD-PARTY.txt \
	&& mv META-INF/sbom/application.cdx.json . && mv META-INF/THIRD-PARTY.txt ../legal && rm -r META-INF
# Training and service need the same, or the service does without what was trained. Of 320 MB, the heap may take 128: beside
# it lie 80 of the AOT cache, 24 of SQLite and the C library, and 30 of the JVM, and 70 percent were too much under load. Mapped
# where it was made for, 45 MB of the cache stay pages of its file, which the kernel can drop; relocated, they would not.
RUN printf '%s\n' -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
	-Dorg.sqlite.lib.path=/app/native -Dorg.sqlite.lib.name=libsqlitejdbc.so \
	-Dorg.xerial.snappy.lib.path=/app/native -DZstdNativePath=/app/native/libzstd-jni.so \
	-Dsocialhook.health-file=/tmp/socialhook.health >layers/java.options

FROM ${BASE_IMAGE}
# What is built: the version in pom.xml, and the commit.
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG SOURCE=https://github.com/socialhook/socialhook
LABEL org.opencontainers.image.title="Socialhook" \
	org.opencontainers.image.description="Receives the webhooks of Social+ and loses none of them" \
	org.opencontainers.image.licenses="Apache-2.0" \
	org.opencontainers.image.source="${SOURCE}" \
	org.opencontainers.image.version="${VERSION}" \
	org.opencontainers.image.revision="${REVISION}"
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
# Log lines as JSON; without this profile, they are for people.
ENV SPRING_PROFILES_INCLUDE=container
WORKDIR /app
COPY --from=layers /build/java/ /opt/java/
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/native/ ./native/
COPY --from=layers /build/layers/java.options ./
COPY --from=layers /build/layers/sbom/ ./sbom/
COPY LICENSE ./legal/
COPY --from=layers /build/layers/legal/ ./legal/
COPY --from=layers /build/layers/application/ ./
COPY --from=layers /build/layers/handlers/ ./
COPY --from=layers --chown=10001:0 /build/layers/own/ ./
RUN if ls /lib/ld-musl-* >/dev/null 2>&1; then libc=musl; else libc=glibc; fi; mv "native/$libc/libsqlitejdbc.so" native \
	&& rm -r native/glibc native/musl
# A start in little more than half the time: the demo receives and handles samples of real events, and what the JVM had to load, link and
# learn for that is kept. A JVM that the cache does not fit goes without it.
RUN java @java.options -XX:AOTCacheOutput=socialhook.aot -jar socialhook.jar demo \
	--server.port=0 --management.server.port=0 >/tmp/training.log 2>&1 & training=$!; \
	until grep -q 'Press Ctrl-C' /tmp/training.log; do kill -0 "$training" || { cat /tmp/training.log; exit 1; }; sleep 0.2; done; \
	kill "$training"; wait "$training"; test -s socialhook.aot && chmod 644 socialhook.aot && rm -r /tmp/training.log /tmp/socialhook.health /tmp/hsperfdata_*
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
VOLUME /app/data
EXPOSE 8080 8081
# More options go into JAVA_TOOL_OPTIONS, which the JVM reads by itself. Neither of these two needs a shell.
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=socialhook.aot", "-jar", "socialhook.jar"]
# It asks where the service says that it listens, without the options of the service: with those, it could not start beside it, for
# instance because a debug port is in use. A service that answers nothing four times in a row is ended, for whoever starts it again.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
	CMD ["env", "-u", "JAVA_TOOL_OPTIONS", "-u", "JDK_JAVA_OPTIONS", "-u", "_JAVA_OPTIONS", "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "socialhook.jar", "io.github.socialhook.HealthCheck", "/tmp/socialhook.health", "4"]
