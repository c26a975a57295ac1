package io.github.socialhook.server;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Stream;

import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.util.FileSystemUtils;

/**
 * Removes the folders that Tomcat gets at its start for pages and uploads, of which there
 * are none here: a process that is killed would leave them behind.
 */
final class ScratchFolders implements ApplicationListener<WebServerInitializedEvent> {

	private static final File PARENT = new File(System.getProperty("java.io.tmpdir"));

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getWebServer() instanceof TomcatWebServer server) {
			Tomcat tomcat = server.getTomcat();
			// The second server makes the home again that the first has left.
			Stream<File> own = Stream.of(tomcat.getServer().getCatalinaBase(), tomcat.getServer().getCatalinaHome());
			Stream<File> pages = Arrays.stream(tomcat.getHost().findChildren())
				.map((context) -> new File(((Context) context).getDocBase()));
			Stream.concat(own, pages)
				.filter((folder) -> PARENT.equals(folder.getParentFile()) && folder.getName().startsWith("tomcat"))
				.forEach(FileSystemUtils::deleteRecursively);
		}
	}

}
