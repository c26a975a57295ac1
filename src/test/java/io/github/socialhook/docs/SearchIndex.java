package io.github.socialhook.docs;

import java.util.ArrayList;
import java.util.List;

import io.github.socialhook.event.model.Post;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

/** Stands for something that a handler feeds: busy, then done, then refusing. */
@Component
class SearchIndex {

	private static final Log logger = LogFactory.getLog(SearchIndex.class);

	private final List<Answer> answers = new ArrayList<>(List.of(Answer.BUSY, Answer.DONE, Answer.REFUSED));

	synchronized Answer put(String key, List<Post> posts) {
		Answer answer = this.answers.removeFirst();
		logger.info("The index is asked to take " + posts.size() + " posts as " + key + ": " + answer);
		return answer;
	}

	enum Answer {

		DONE, BUSY, REFUSED

	}

}
