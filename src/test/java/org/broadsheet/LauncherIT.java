package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a checkout of its own, with a Maven that only puts the jar there. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final Path HOME = Path.of(System.getProperty("broadsheet.home"));
    private static final String VERSION = "small 1.0\n";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path checkout;
    private Path target;
    private Path tools;
    private Path jar;

    record Ran(int status, String out, String err) {}

    @BeforeEach
    void make_a_checkout() throws IOException {
        checkout = folder.resolve("a check out");
        target = checkout.resolve("target");
        tools = Files.createDirectory(folder.resolve("tools"));
        Files.createDirectories(checkout.resolve("script"));
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createDirectories(target);
        for (String script : List.of("broadsheet", "script/jdks")) {
            Files.copy(HOME.resolve(script), checkout.resolve(script));
            executable(checkout.resolve(script));
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.writeString(checkout.resolve("src/main/source"), "");
        jar = smallJar(folder.resolve("small.jar"));
        maven("""
                echo built >>builds
                cp '%s' target/broadsheet.jar
                """.formatted(jar));
    }

    /** Stands for the program, which would take longer to start. */
    static final class Small {
        public static void main(String[] arguments) {
            if (arguments[0].equals("--version")) {
                System.out.println("small 1.0");
            }
        }
    }

    private static Path smallJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Small.class.getName());
        String name = Small.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest);
                InputStream in = Objects.requireNonNull(Small.class.getResourceAsStream("/" + name))) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
        return file;
    }

    @Test
    void it_builds_once_and_says_so_on_standard_error() throws Exception {
        assertThat(run("--version")).isEqualTo(new Ran(0, VERSION, "Building Broadsheet (once; about a minute) ...\n"));
        assertThat(run("--version")).isEqualTo(new Ran(0, VERSION, ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void the_program_itself_answers_quickly_and_without_a_word_of_its_virtual_machine() throws Exception {
        Files.copy(Path.of(System.getProperty("broadsheet.jar")), target.resolve("broadsheet.jar"));
        run("--version");
        assertThat(Files.size(archive())).isPositive();
        assertThat(run("--version")).isEqualTo(new Ran(0, "broadsheet " + Broadsheet.version() + "\n", ""));
        assertThat(run("--help").err()).isEmpty();
        assertThat(run("status", "--workspace", folder.toString()).err()).isEmpty();
        try (var files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains("demo")))
                    .isEmpty();
        }
    }

    @Test
    void it_builds_anew_when_a_source_is_newer_than_the_jar() throws Exception {
        run("--version");
        later(checkout.resolve("src/main/source"));
        assertThat(run("--version").err()).startsWith("Building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void it_builds_anew_when_a_source_went_away() throws Exception {
        run("--version");
        Files.delete(checkout.resolve("src/main/source"));
        later(checkout.resolve("src/main"));
        assertThat(run("--version").err()).startsWith("Building");
    }

    @Test
    void what_commands_write_into_the_sample_workspace_is_no_reason_to_build() throws Exception {
        Path workspace = checkout.resolve("examples/istio-recap");
        Path data = Files.createDirectories(workspace.resolve(".broadsheet"));
        run("--version");
        later(Files.writeString(data.resolve("broadsheet.db"), ""));
        later(workspace);
        assertThat(run("--version").err()).isEmpty();
    }

    @Test
    void what_is_edited_during_a_build_is_newer_than_the_jar() throws Exception {
        maven("""
                cp '%s' target/broadsheet.jar
                [ -e builds ] || touch src/main/source
                echo built >>builds
                """.formatted(jar));
        run("--version");
        assertThat(run("--version").err()).startsWith("Building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void two_at_once_build_once() throws Exception {
        Process first = start(tools, environment(), "--version");
        Process second = start(tools, environment(), "--version");
        assertThat(List.of(ran(first).out(), ran(second).out())).containsOnly(VERSION);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_build_that_was_killed_is_done_again() throws Exception {
        run("--version");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createSymbolicLink(target.resolve("build.lock"), Path.of("process-" + dead.pid()));
        assertThat(run("--version").out()).isEqualTo(VERSION);
        assertThat(builds()).isEqualTo(2);
        assertThat(target.resolve("build.lock")).doesNotExist();
    }

    @Test
    void a_build_that_is_interrupted_leaves_no_jar_and_no_process() throws Exception {
        Path started = folder.resolve("started");
        maven("""
                echo partial >target/broadsheet.jar
                echo $$ >'%s.new'; mv '%s.new' '%s'
                exec sleep 600
                """.formatted(started, started, started));
        Process launcher = start(tools, environment(), "--version");
        while (!Files.exists(started)) {
            assertThat(launcher.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        launcher.toHandle().destroy();
        assertThat(ran(launcher).status()).isEqualTo(128 + 15);
        assertThat(target.resolve("broadsheet.jar")).doesNotExist();
        assertThat(target.resolve("build.lock")).doesNotExist();
        long maven = Long.parseLong(Files.readString(started).strip());
        assertThat(ProcessHandle.of(maven).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void a_build_that_fails_shows_its_errors_and_where_its_log_is() throws Exception {
        maven("""
                echo '[INFO] much'
                echo '[ERROR] Broken.java:[1,2] what is this'
                exit 1
                """);
        Ran ran = run("--version");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(
                        "Broken.java:[1,2] what is this",
                        target.resolve("build.log").toString())
                .doesNotContain("much");
    }

    @Test
    void it_runs_from_any_folder_through_relative_and_absolute_links() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("absolute"), checkout.resolve("broadsheet"));
        Files.createSymbolicLink(bin.resolve("bs"), Path.of("../absolute"));
        Process process = start(bin, environment(), List.of("./bs", "--version"));
        assertThat(ran(process).out()).isEqualTo(VERSION);
    }

    @Test
    void a_broken_archive_of_classes_is_left_aside_in_silence() throws Exception {
        run("--version");
        Files.writeString(archive(), "garbage".repeat(10_000));
        later(archive());
        assertThat(run("--version")).isEqualTo(new Ran(0, VERSION, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "garbage", ""})
    void a_java_home_that_is_too_old_or_tells_no_release_is_passed_over(String release) throws Exception {
        Path old = folder.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"" + release + "\"\n");
        executable(Files.writeString(old.resolve("bin/java"), "#!/bin/sh\necho eleven\n"));
        jdks("17 jdk " + System.getProperty("java.home"));
        Ran ran = ran(start(tools, Map.of("JAVA_HOME", old.toString()), "--version"));
        assertThat(ran.out()).isEqualTo(VERSION);
        assertThat(ran.err()).doesNotContain("garbage", "Illegal", "integer");
    }

    @Test
    void in_a_folder_that_is_gone_it_says_so() throws Exception {
        Path gone = Files.createDirectories(folder.resolve("gone"));
        String script =
                "cd '" + gone + "' && rmdir '" + gone + "' && exec '" + checkout.resolve("broadsheet") + "' --version";
        Ran ran = ran(start(tools, environment(), List.of("sh", "-c", script)));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("the folder that you are in is gone").doesNotContain("Exception", "java.lang");
    }

    @Test
    void without_a_jdk_it_says_so_in_one_line() throws Exception {
        jdks("");
        Ran ran = ran(start(tools, Map.of(), "--version"));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err().lines()).singleElement().asString().contains("no JDK, 17 or later, was found");
    }

    @Test
    void a_runtime_without_a_compiler_cannot_build_but_runs_what_is_built() throws Exception {
        Path runtime = folder.resolve("runtime");
        Files.createDirectories(runtime.resolve("bin"));
        Files.createSymbolicLink(runtime.resolve("bin/java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        jdks("17 jre " + runtime);
        Ran ran = ran(start(tools, Map.of(), "--version"));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err().lines()).singleElement().asString().contains("without a compiler");
        Files.copy(jar, target.resolve("broadsheet.jar"));
        ran = ran(start(tools, Map.of(), "--version"));
        assertThat(ran.out()).isEqualTo(VERSION);
        assertThat(ran.err()).startsWith("Preparing Broadsheet for Java");
    }

    @Test
    void without_maven_it_says_so_in_one_line() throws Exception {
        Path few = Files.createDirectory(folder.resolve("few"));
        for (String tool : List.of("sh", "dirname", "readlink", "mkdir", "find", "sort", "uniq", "sed")) {
            Files.createSymbolicLink(few.resolve(tool), which(tool));
        }
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", few.toString());
        Ran ran = ran(start(tools, environment, "--version"));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err().lines()).singleElement().asString().contains("needs Maven");
    }

    @Test
    void options_for_the_virtual_machine_are_taken() throws Exception {
        run("--version");
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "BROADSHEET_JAVA_OPTS", "-showversion -Dx=y");
        assertThat(ran(start(tools, environment, "--version")).err())
                .contains(Runtime.version().toString());
    }

    private Ran run(String... arguments) throws Exception {
        return ran(start(tools, environment(), arguments));
    }

    private static Map<String, String> environment() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"));
    }

    private Process start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("broadsheet").toString()));
        command.addAll(List.of(arguments));
        return start(directory, environment, command);
    }

    private Process start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("BROADSHEET_"));
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Both streams are short enough for their pipes. */
    private static Ran ran(Process process) throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ran(
                process.waitFor(),
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private Path archive() throws IOException {
        try (var files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private long builds() throws IOException {
        try (var lines = Files.lines(checkout.resolve("builds"))) {
            return lines.count();
        }
    }

    private void maven(String body) throws IOException {
        executable(Files.writeString(tools.resolve("mvn"), "#!/bin/sh\n" + body));
    }

    private void jdks(String line) throws IOException {
        Path script = Files.writeString(checkout.resolve("script/jdks"), "#!/bin/sh\necho '" + line + "'\n");
        executable(script);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void later(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(target.resolve("broadsheet.jar"));
        Instant newer = time.toInstant().plusSeconds(5);
        Files.setLastModifiedTime(file, FileTime.from(newer));
    }

    private static Path which(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
