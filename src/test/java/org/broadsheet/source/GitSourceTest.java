package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GitSourceTest {
    private static final Instant NOW = Instant.parse("2025-11-20T09:00:00Z");

    @TempDir
    Path folder;

    private Path root;
    private AskedSource source;
    private Git git;
    private Instant time = NOW.minus(Duration.ofDays(20));

    @BeforeEach
    void open() throws IOException, GitAPIException {
        GitIsolation.begin();
        root = Files.createDirectories(folder.resolve("project/news"));
        git = Git.init()
                .setDirectory(folder.resolve("project").toFile())
                .setInitialBranch("main")
                .call();
        source = new AskedSource(new GitSource(), root);
    }

    @AfterEach
    void close() {
        git.close();
        source.close();
    }

    private String commit(String author, String path, String message) throws IOException, GitAPIException {
        return commit(git, author, path, message);
    }

    private String commit(Git git, String author, String path, String message) throws IOException, GitAPIException {
        time = time.plus(Duration.ofDays(1));
        Path file = git.getRepository().getWorkTree().toPath().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, path.endsWith("mailmap") ? message.substring(message.indexOf('\n') + 1) : message + time);
        git.add().addFilepattern(path).call();
        String[] who = author.split(" <|>");
        PersonIdent ident = new PersonIdent(who[0], who[1], time, ZoneOffset.UTC);
        return git.commit()
                .setMessage(message)
                .setAuthor(ident)
                .setCommitter(ident)
                .setSign(false)
                .call()
                .name();
    }

    private void tag(String name, String message) throws GitAPIException {
        PersonIdent ident = new PersonIdent("Ann", "ann@x.example", time, ZoneOffset.UTC);
        git.tag()
                .setName(name)
                .setMessage(message)
                .setTagger(ident)
                .setSigned(false)
                .call();
    }

    private List<String> titles(String yaml) throws FetchException {
        return source.ask(yaml).stream().map(item -> item.first("title")).toList();
    }

    @Test
    void commits_become_changes_with_their_authors_and_no_address() throws Exception {
        commit("Ann Lee <ann@x.example>", "a.txt", "Begin");
        String second =
                commit("Bob <bob@x.example>", "b.txt", "Turn the gears (#12)\n\nReviewed-by: Ann <ann@x.example>");
        commit("Ann Lee <ann@x.example>", "c.txt", "Thank <dee@x.example> and eve@x.example for it");
        commit("eve@x.example <eve@x.example>", "d.txt", "Named by an address");
        assertThat(source.block("link: https://git.example/c/{commit}\nfirst-time: true"))
                .isEqualTo("""
                    - title: "Named by an address"
                      url: "https://git.example/c/%s"
                      first-contribution: true
                    - title: "Turn the gears"
                      url: "https://git.example/c/%s"
                      number: "12"
                      author: "Bob"
                      first-contribution: true
                    - title: "Begin"
                      url: "https://git.example/c/%s"
                      author: "Ann Lee"
                      first-contribution: true
                    """.formatted(
                                git.getRepository().resolve("HEAD").name(),
                                second,
                                git.getRepository().resolve("HEAD~3").name()));
        assertThat(source.ask(""))
                .hasSize(4)
                .allSatisfy(item -> assertThat(item.toString()).doesNotContain("@"));
        assertThat(titles("")).element(1).isEqualTo("Thank and for it");
    }

    @Test
    void commits_are_chosen_by_range_and_path_and_trailer() throws Exception {
        commit("Ann <ann@x.example>", "docs/a.md", "One\n\nRelease-note: The first\nRelease-note: NONE");
        tag("v1", "Version one");
        commit("Ann <ann@x.example>", "docs/a.md", "Two\n\nRelease-note: The *second*\nrelease-note: and more");
        commit("Ann <ann@x.example>", "src/b.txt", "Three");
        tag("v2", "v2");
        commit("Ann <ann@x.example>", "docs/a.md", "Four");
        assertThat(titles("from: v1\nto: v2")).containsExactly("Three", "Two");
        assertThat(titles("from: v2")).containsExactly("Four");
        assertThat(titles("to: v1")).containsExactly("One");
        assertThat(titles("path: docs/")).containsExactly("Four", "Two", "One");
        assertThat(titles("path: [src, nowhere]")).containsExactly("Three");
        assertThat(titles("trailer: Release-note")).containsExactly("The *second*", "and more", "The first");
        assertThat(source.ask("trailer: Release-note")).extracting(Found::id).doesNotHaveDuplicates();
        assertThatThrownBy(() -> source.ask("from: v3")).hasMessage("the repository has no branch, tag or commit 'v3'");
    }

    @Test
    void people_are_those_of_the_mailmap_and_robots_are_none() throws Exception {
        commit("ann <ann@old.example>", "a", "Begin");
        commit("Bob <bob@x.example>", "b", "Help");
        commit("dependabot[bot] <bot@x.example>", "c", "Bump");
        commit(
                "Ann Lee <ann@x.example>",
                ".mailmap",
                "Map\nAnn Lee <ann@x.example> <ann@old.example>\nRobert <bob@x.example>\n# x <y\n<<>>");
        commit("Ann Lee <ann@x.example>", "d", "Go on");
        assertThat(source.block("as: people")).isEqualTo("""
            - name: "Ann Lee"
              why: "Begin"
            - name: "Robert"
              why: "Help"
            """);
        List<String> before = source.ask("as: people").stream().map(Found::id).toList();
        commit("Bob <bob@x.example>", "b", "Help again");
        List<String> after = source.ask("as: people").stream().map(Found::id).toList();
        assertThat(after).hasSize(2).contains(before.get(0)).doesNotContain(before.get(1));
    }

    @Test
    void tags_become_releases() throws Exception {
        commit("Ann <ann@x.example>", "a", "One");
        tag("v1.0", "v1.0");
        commit("Ann <ann@x.example>", "a", "Two");
        tag("v1.1+x", "Faster *gears*\n\nAnd more by ann@x.example");
        git.tag().setName("nightly").setAnnotated(false).call();
        assertThat(source.block("as: releases\ntags: v*\nproject: Gears\nlink: https://git.example/{tag}"))
                .isEqualTo("""
                    - project: "Gears"
                      version: "v1.0"
                      date: 2025-11-01
                      url: "https://git.example/v1.0"
                    - project: "Gears"
                      version: "v1.1+x"
                      date: 2025-11-02
                      headline: "Faster \\\\*gears\\\\*"
                      url: "https://git.example/v1.1%2Bx"
                    """);
        assertThat(titles("as: releases")).contains("nightly");
    }

    @Test
    void a_tag_that_only_repeats_its_name_says_in_its_headline_what_follows() throws Exception {
        commit("Ann <ann@x.example>", "a", "One");
        tag("v1.0", "Release v1.0\n\n## Changes\n\nEverything is new, says ann@x.example.\n");
        tag("v1.1", "gears v1.1: Colours");
        tag("v1.2", "First version");
        assertThat(source.block("as: releases"))
                .contains("headline: \"Everything is new, says", "headline: \"Colours\"", "headline: \"First version\"")
                .doesNotContain("ann@x.example", "Release v1.0");
    }

    @Test
    void only_repositories_that_may_be_read_are() throws Exception {
        commit("Ann <ann@x.example>", "a", "Ours");
        try (Git inner = Git.init().setDirectory(root.resolve("sub").toFile()).call();
                Git other = Git.init()
                        .setDirectory(folder.resolve("other").toFile())
                        .call()) {
            commit(inner, "Ann <ann@x.example>", "a", "Inside");
            commit(other, "Ann <ann@x.example>", "a", "Theirs");
            assertThat(titles("")).containsExactly("Ours");
            assertThat(titles("repository: sub")).containsExactly("Inside");
            Files.createSymbolicLink(root.resolve("link"), folder.resolve("other"));
            Files.createDirectories(root.resolve("pointer"));
            Files.writeString(root.resolve("pointer/.git"), "gitdir: " + folder.resolve("other/.git") + "\n");
            Path borrowed = root.resolve("borrowed");
            copy(root.resolve("sub/.git"), borrowed.resolve(".git"));
            Files.createDirectories(borrowed.resolve(".git/objects/info"));
            Files.writeString(
                    borrowed.resolve(".git/objects/info/alternates"), folder.resolve("other/.git/objects") + "\n");
            for (String place : List.of(
                    "link",
                    "pointer",
                    "borrowed",
                    "../../other",
                    folder.resolve("other").toString())) {
                assertThatThrownBy(() -> source.ask("repository: " + place))
                        .as(place)
                        .isInstanceOf(FetchException.class)
                        .hasMessageMatching(".*(outside of the workspace|from another repository).*");
            }
            try (AskedSource allowed = new AskedSource(new GitSource(), root, folder.resolve("other"))) {
                assertThat(allowed.ask("repository: ../../other"))
                        .extracting(item -> item.first("title"))
                        .containsExactly("Theirs");
                assertThat(allowed.ask("repository: " + folder.resolve("other")))
                        .hasSize(1);
            }
            assertThatThrownBy(() -> source.ask("repository: none")).hasMessage("there is no folder none");
            Files.createDirectories(root.resolve("empty"));
            assertThatThrownBy(() -> source.ask("repository: empty")).hasMessage("empty is no repository");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path there = to.resolve(from.relativize(file).toString());
                Files.createDirectories(there.getParent());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there);
                }
            }
        }
    }

    /** What the command would run or ask others for: a pager, a monitor, a signer, a way to fetch what is missing. */
    @Test
    void a_repository_runs_nothing_and_nothing_is_written_into_it() throws Exception {
        commit("Ann <ann@x.example>", "a", "One");
        Path proof = folder.resolve("proof");
        Path git = folder.resolve("project/.git");
        Files.writeString(git.resolve("config"), """
            [core]
              repositoryformatversion = 0
              fsmonitor = "touch %1$s"
              pager = "touch %1$s"
              sshCommand = "touch %1$s"
              hooksPath = /tmp
            [log]
              showSignature = true
            [gpg]
              program = "touch %1$s"
            [remote "origin"]
              promisor = true
              url = "ext::touch %1$s"
            [include]
              path = %2$s
            """.formatted(proof, folder.resolve("none")));
        List<String> before = files(git);
        assertThat(titles("")).containsExactly("One");
        assertThat(files(git)).isEqualTo(before);
        assertThat(proof).doesNotExist();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void a_broken_repository_gives_one_clear_error() throws Exception {
        assertThatThrownBy(() -> source.ask("")).hasMessage("the repository has no commits");
        String commit = commit("Ann <ann@x.example>", "a", "One");
        Files.delete(folder.resolve("project/.git/objects/" + commit.substring(0, 2) + "/" + commit.substring(2)));
        assertThatThrownBy(() -> source.ask("")).isInstanceOf(FetchException.class);
    }

    @Test
    void a_shallow_clone_does_not_tell_who_is_new() throws Exception {
        commit("Ann <ann@x.example>", "a", "One");
        String second = commit("Ann <ann@x.example>", "a", "Two");
        Files.writeString(folder.resolve("project/.git/shallow"), second + "\n");
        assertThat(source.ask(""))
                .singleElement()
                .satisfies(item -> assertThat(item.first("first-contribution")).isEmpty());
        assertThat(source.remarks()).singleElement().asString().contains("shallow clone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        as: talks                       | write changes, people or releases
        from: "--upload-pack=x"         | no name of a branch
        branch: "main@{1}"              | no name of a branch
        to: "a..b"                      | no name of a branch
        path: ../x                      | must be inside the repository
        link: https://x.example/        | must be a URL with {commit} in it
        link: "javascript:{commit}"     | must be a URL with {commit} in it
        {as: releases, link: "https://x.example/{commit}"} | with {tag} in it
        trailer: "Release note"         | which no trailer of a commit is called
        pth: x                          | did you mean 'path'?
        """)
    void slips_are_told(String yaml, String message) {
        assertThat(source.told(yaml)).anySatisfy(line -> assertThat(line).contains(message));
    }
}
