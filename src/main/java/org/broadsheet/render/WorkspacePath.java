package org.broadsheet.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/** The paths that an edition may mean by what it writes. */
final class WorkspacePath {
    private static final String FOLDER = "editions";

    private WorkspacePath() {}

    /** Beside the edition's file first, then from the workspace on; none that leads outside. */
    static Stream<String> candidates(String written) {
        return Stream.of(normal(FOLDER + "/" + written), normal(written)).flatMap(Optional::stream);
    }

    /** The path without {@code .} and {@code ..}; empty when it leads outside or is no path at all. */
    private static Optional<String> normal(String path) {
        if (path.contains(":") || path.contains("\\") || path.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..") && steps.pollLast() == null) {
                return Optional.empty();
            }
            if (!step.isEmpty() && !step.equals(".") && !step.equals("..")) {
                steps.addLast(step);
            }
        }
        return Optional.of(String.join("/", steps));
    }
}
