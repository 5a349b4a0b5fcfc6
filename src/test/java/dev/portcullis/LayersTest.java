package dev.portcullis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of the house: which package may know which. Data flow one way, server to store and console to client. */
class LayersTest {
    private static final String ROOT = "dev.portcullis.";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.portcullis");

    private record Room(String name, String... mayKnow) {}

    private static final Room[] ROOMS = {
        new Room("api"),
        new Room("query", "api"),
        new Room("session", "api"),
        new Room("place", "session", "api"),
        new Room("store", "session", "query", "api"),
        new Room("cluster", "store", "session", "api"),
        new Room("account", "store", "session", "api"),
        new Room("token", "store", "session", "api"),
        new Room("audit", "token", "store", "session", "query", "api"),
        new Room("lifecycle", "cluster", "account", "token", "place", "store", "session", "query", "api"),
        new Room(
                "server",
                "lifecycle",
                "audit",
                "cluster",
                "account",
                "token",
                "place",
                "store",
                "session",
                "query",
                "api"),
        new Room("client", "query", "api"),
        new Room("simulate", "client", "api"),
        new Room("bench", "client", "api"),
        new Room("seed", "store", "session", "api"),
        new Room("console", "client", "query", "api"),
    };

    @TestFactory
    Stream<DynamicTest> eachPackageKnowsOnlyWhatItMay() {
        return Arrays.stream(ROOMS)
                .map(room -> DynamicTest.dynamicTest(room.name(), () -> {
                    String[] others = Arrays.stream(ROOMS)
                            .map(Room::name)
                            .filter(name -> !name.equals(room.name())
                                    && !Arrays.asList(room.mayKnow()).contains(name))
                            .flatMap(name -> Stream.of(ROOT + name, ROOT + name + "..", ROOT + "command.."))
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAnyPackage(ROOT + room.name(), ROOT + room.name() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others)
                            .because(room.name() + " may know " + String.join(", ", room.mayKnow())
                                    + " and nothing else of ours: see the README's design section")
                            .check(HOUSE);
                }));
    }

    @Test
    void everyPackageOfOursHasItsPlaceInTheHouse() {
        String[] rooms = Stream.concat(Arrays.stream(ROOMS).map(Room::name), Stream.of("command"))
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        classes()
                .should()
                .resideInAnyPackage(rooms)
                .because("a new package is given its place in this test first")
                .check(HOUSE);
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        slices().matching("dev.portcullis.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void theSessionsRulesDoNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.net..", "java.nio.file..", "io.vertx..", "java.io..")
                .check(HOUSE);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.zaxxer..", "org.postgresql..", "org.flywaydb..", "io.zonky..")
                .check(HOUSE);
    }

    @Test
    void onlyTheConsoleDraws() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "console..", ROOT + "command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..")
                .check(HOUSE);
    }

    @Test
    void modelsKnowNoSceneClasses() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "console..")
                .and()
                .haveSimpleNameEndingWith("Model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
                .because("a model is tested without a stage")
                .check(HOUSE);
    }
}
