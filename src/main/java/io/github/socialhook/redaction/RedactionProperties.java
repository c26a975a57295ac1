package io.github.socialhook.redaction;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operations side masks.
 *
 * @param redact JSON paths of what the console and the API mask in bodies and error
 * messages, such as "$..email". The stored bodies stay as they are.
 */
@ConfigurationProperties("socialhook")
record RedactionProperties(@DefaultValue List<String> redact) {

}
