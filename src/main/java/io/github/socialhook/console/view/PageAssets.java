package io.github.socialhook.console.view;

import java.time.Duration;

import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.security.PagesSecurity;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the style sheet, the icon and the script. */
@Controller
public final class PageAssets {

	/** Creates the controller. */
	public PageAssets() {
	}

	/** Returns the path of their folder, which changes when one of them does. */
	static String path() {
		return PagesSecurity.ASSETS + "/" + Asset.VERSION;
	}

	@GetMapping(PagesSecurity.ASSETS + "/{version}/{name}")
	ResponseEntity<byte[]> show(@PathVariable String version, @PathVariable String name) {
		Asset asset = Asset.BY_NAME.get(name);
		if (asset == null || !version.equals(Asset.VERSION)) {
			throw ProblemException.of(HttpStatus.NOT_FOUND, "There is no such file.");
		}
		return ResponseEntity.ok()
			.contentType(asset.type())
			.cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
			.body(asset.content());
	}

}
