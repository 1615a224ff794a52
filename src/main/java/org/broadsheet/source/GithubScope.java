package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where on a server is looked.
 *
 * @param repositories by {@code owner/name} in the order written: what readers call them
 */
record GithubScope(Map<String, String> repositories, List<String> organisations) {
    static final int MOST = 20;

    private static final int NAMED = 3;
    private static final String OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";
    static final Pattern ORGANISATION = Pattern.compile(OWNER);
    static final Pattern REPOSITORY = Pattern.compile(OWNER + "/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    static final GithubScope NONE = new GithubScope(Map.of(), List.of());

    /** The scope in pieces, each of which a search takes; several at once mean different things to different servers. */
    List<String> qualifiers() {
        Stream<String> repositoryNames = repositories.keySet().stream().map(name -> "repo:" + name);
        return Stream.concat(repositoryNames, organisations.stream().map(name -> "org:" + name))
                .toList();
    }

    boolean isOfOneRepository() {
        return repositories.size() == 1 && organisations.isEmpty();
    }

    String title(String repository) {
        TreeMap<String, String> titles = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        titles.putAll(repositories);
        return titles.getOrDefault(repository, repository.substring(repository.indexOf('/') + 1));
    }

    /** As people call it, however much it is. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>(repositories.keySet());
        names.addAll(organisations);
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + more;
    }
}
