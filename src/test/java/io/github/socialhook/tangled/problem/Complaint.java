package io.github.socialhook.tangled.problem;

import org.springframework.http.ProblemDetail;

/** Needs a framework for a line of JSON. */
public record Complaint(ProblemDetail detail) {
}
