package org.broadsheet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that the code below a root package keeps.
 *
 * @param root {@code org.broadsheet}, or a package with the same packages in it
 */
record Architecture(String root) {
    /** Each package imports only those before it; the root package, which joins them, comes last. */
    static final List<String> ORDER = List.of(
            "text",
            "fetch",
            "picture",
            "mail",
            "store",
            "subscriber",
            "source",
            "edition",
            "render",
            "check",
            "delivery",
            "bounce",
            "schedule",
            "web",
            "cli",
            "");

    /** Who may import what. A library that is not named here may be used anywhere. */
    static final List<Library> LIBRARIES = List.of(
            new Library("Quartz", Set.of("schedule", ""), "org.quartz"),
            new Library("Mustache", Set.of("render", "web"), "com.github.mustachejava"),
            new Library(
                    "Jakarta Mail",
                    Set.of("mail", "delivery", "bounce"),
                    "jakarta.mail",
                    "jakarta.activation",
                    "org.eclipse.angus"),
            new Library("GreenMail", Set.of("delivery"), "com.icegreen"),
            new Library(
                    "SQL",
                    Set.of("store", "subscriber", "source", "edition", "delivery", "bounce", "schedule"),
                    "org.jdbi",
                    "java.sql",
                    "javax.sql"),
            new Library("the databases", Set.of("store"), "org.h2", "org.postgresql", "org.flywaydb", "com.zaxxer"),
            new Library("the web server", Set.of("web"), "io.javalin", "org.eclipse.jetty", "jakarta.servlet"),
            new Library("the command line", Set.of("cli"), "picocli", "me.tongfei"),
            new Library("Markdown", Set.of("edition", "render", "check"), "org.commonmark"),
            new Library("feeds", Set.of("source"), "com.rometools", "org.jdom2"),
            new Library("calendars", Set.of("source"), "net.fortuna.ical4j"),
            new Library("Git", Set.of("source"), "org.eclipse.jgit"),
            new Library("YAML", Set.of("text"), "org.snakeyaml"));

    private static final Set<String> EMPTY_WORDS =
            Set.of("Manager", "Service", "Impl", "Util", "Utils", "Helper", "Processor", "Handler");

    private static final Set<String> OLD_DATES =
            Set.of("java.util.Date", "java.util.Calendar", "java.util.GregorianCalendar");

    private static final Set<String> SYSTEM_CLOCKS =
            Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes");

    /**
     * @param users packages of ours that may import it
     * @param prefixes of its own packages
     */
    record Library(String name, Set<String> users, List<String> prefixes) {
        Library(String name, Set<String> users, String... prefixes) {
            this(name, users, List.of(prefixes));
        }

        boolean has(JavaClass type) {
            String name = type.getPackageName() + ".";
            return prefixes.stream().anyMatch(prefix -> name.startsWith(prefix + "."));
        }
    }

    List<ArchRule> rules() {
        Stream<ArchRule> general = Stream.of(
                packagesImportOnlyThoseBeforeThem(),
                packagesHaveNoCycles(),
                packagesAreNullMarked(),
                namesSaySomething(),
                timeComesInAsClock(),
                systemClockIsTakenAtTheEdge(),
                datesAreOfJavaTime());
        return Stream.concat(general, LIBRARIES.stream().map(this::onlyItsUsersImport))
                .toList();
    }

    /** A package that has no place in the order breaks the rule whatever it imports. */
    private ArchRule packagesImportOnlyThoseBeforeThem() {
        return rule("import only packages before their own: " + ORDER, type -> {
            int place = ORDER.indexOf(packageOf(type));
            return place < 0
                    ? Stream.of(type.getName() + " is in a package that has no place in the order")
                    : imports(type, target -> isOurs(target) && ORDER.indexOf(packageOf(target)) > place);
        });
    }

    private ArchRule packagesHaveNoCycles() {
        return SlicesRuleDefinition.slices()
                .matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private ArchRule packagesAreNullMarked() {
        return rule(
                "be in a package that package-info.java marks @NullMarked",
                type -> type.getPackage().isAnnotatedWith(NullMarked.class)
                        ? Stream.of()
                        : Stream.of(type.getName() + " is not"));
    }

    private ArchRule namesSaySomething() {
        return rule(
                "have names that say what they are",
                type -> EMPTY_WORDS.stream()
                        .filter(word -> type.getSimpleName().endsWith(word))
                        .map(word -> type.getName() + " ends in " + word));
    }

    private ArchRule timeComesInAsClock() {
        return rule("be given the time by a Clock", type -> accesses(type, Architecture::readsTime));
    }

    private ArchRule systemClockIsTakenAtTheEdge() {
        return rule(
                "leave the system's clock to cli and the root package",
                type -> accesses(
                        type,
                        access -> !Set.of("cli", "").contains(packageOf(type))
                                && access.getTargetOwner().isEquivalentTo(Clock.class)
                                && SYSTEM_CLOCKS.contains(access.getName())));
    }

    /** Jakarta Mail, Quartz and Rome ask for the old ones. */
    private ArchRule datesAreOfJavaTime() {
        return rule(
                "leave java.util.Date to mail, schedule and source",
                type -> imports(
                        type,
                        target -> !Set.of("mail", "schedule", "source").contains(packageOf(type))
                                && OLD_DATES.contains(target.getName())));
    }

    private ArchRule onlyItsUsersImport(Library library) {
        return rule(
                "leave " + library.name() + " to " + library.users(),
                type -> imports(type, target -> !library.users().contains(packageOf(type)) && library.has(target)));
    }

    private static boolean readsTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        List<JavaClass> parameters =
                access instanceof JavaCodeUnitAccess<?> call ? call.getTarget().getRawParameterTypes() : List.of();
        return switch (access.getName()) {
            case "now" ->
                owner.startsWith("java.time.")
                        && parameters.stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            case "<init>" -> owner.equals("java.util.Date") && parameters.isEmpty();
            default -> false;
        };
    }

    private static Stream<String> imports(JavaClass type, Predicate<JavaClass> forbidden) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> forbidden.test(dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription);
    }

    private static Stream<String> accesses(JavaClass type, Predicate<JavaAccess<?>> forbidden) {
        return type.getAccessesFromSelf().stream().filter(forbidden).map(JavaAccess::getDescription);
    }

    private ArchRule rule(String text, Function<JavaClass, Stream<String>> violations) {
        return classes()
                .that(DescribedPredicate.describe("are ours", this::isOurs))
                .should(new ArchCondition<JavaClass>(text) {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        violations.apply(type).forEach(line -> events.add(SimpleConditionEvent.violated(type, line)));
                    }
                })
                .allowEmptyShould(true);
    }

    private boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }

    /** The part of the name behind the root, up to the next dot; empty for the root itself. */
    private String packageOf(JavaClass type) {
        String rest = type.getPackageName().substring(root.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }
}
