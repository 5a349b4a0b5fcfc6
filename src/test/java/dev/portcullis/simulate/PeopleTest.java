package dev.portcullis.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.api.Delivery;
import dev.portcullis.api.Permission;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private final List<Person> people = People.all(new SplittableRandom(1));

    @Test
    void everybodyIsPlainlySimulated() {
        assertThat(people)
                .hasSize(24)
                .allSatisfy(person -> assertThat(person.name()).endsWith(" (simulated)"))
                .allSatisfy(person -> assertThat(person.email()).endsWith("@people.example"))
                .doesNotHaveDuplicates();
    }

    @Test
    void nobodyMayDoAnythingInPortcullisItself() {
        assertThat(people).flatExtracting(Person::permissions).doesNotContainAnyElementsOf(Permission.ALL);
    }

    @Test
    void passwordsAreLongAndNeverTheSame() {
        List<Person> again = People.all(new SplittableRandom(1));
        assertThat(people).allSatisfy(person -> assertThat(person.password()).hasSizeGreaterThanOrEqualTo(20));
        assertThat(again).extracting(Person::password).doesNotContainAnyElementsOf(passwords());
    }

    private List<String> passwords() {
        return people.stream().map(Person::password).toList();
    }

    @Test
    void theSeedDecidesAllElse() {
        List<Person> again = People.all(new SplittableRandom(1));
        assertThat(again).usingRecursiveComparison().ignoringFields("password").isEqualTo(people);
    }

    @Test
    void servicesUseTokensAndAddressesAreOfRangesThatBelongToNobody() {
        assertThat(people)
                .filteredOn(person -> person.email().startsWith("svc-"))
                .hasSize(3)
                .flatExtracting(Person::devices)
                .extracting(Device::delivery)
                .containsOnly(Delivery.TOKENS);
        assertThat(people)
                .flatExtracting(person -> List.of(person.home(), person.office(), person.vpn()))
                .allMatch(address -> address.matches("(10|192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\..*"));
    }
}
