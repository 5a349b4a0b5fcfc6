package dev.portcullis.console.settings;

import dev.portcullis.console.desk.Arrangement;
import dev.portcullis.console.desk.Questions;
import dev.portcullis.console.desk.SavedView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table's part of the settings file: {@code columns=USER:205 DEVICE -PERMISSIONS …}, and of each operator, numbered, {@code operator.1.server}, {@code …account}, {@code
 * …query.1}, {@code …view.1.name} with its {@code query}, {@code order} and {@code columns}. What earlier versions kept as {@code query.1} is not read: nobody knows whose it was.
 */
final class TableProperties {
    private static final Pattern COLUMN = Pattern.compile("(?<left>-?)(?<name>[A-Z_]{1,40})(?::(?<width>\\d{1,4}))?");

    private TableProperties() {}

    static Arrangement arrangement(Properties properties) {
        return new Arrangement(
                !properties.getProperty("facets", "true").equals("false"),
                columns(properties.getProperty("columns", "")));
    }

    static void write(Arrangement arrangement, Properties properties) {
        properties.setProperty("facets", "" + arrangement.facets());
        writeColumns(arrangement.columns(), "columns", properties);
    }

    static Map<Operator, Questions> questions(Properties properties) {
        Map<Operator, Questions> all = new HashMap<>();
        numbered(properties, "operator.", ".account").forEach(one -> {
            Operator operator = new Operator(
                    properties.getProperty(one + ".server", ""), properties.getProperty(one + ".account", ""));
            all.put(operator, questions(properties, one));
        });
        return all;
    }

    static void write(Map<Operator, Questions> questions, Properties properties) {
        List<Operator> operators = new ArrayList<>(questions.keySet());
        operators.sort(Comparator.comparing(Operator::server).thenComparing(Operator::account));
        for (int i = 0; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            String one = "operator." + (i + 1);
            properties.setProperty(one + ".server", operator.server());
            properties.setProperty(one + ".account", operator.account());
            write(questions.getOrDefault(operator, Questions.NONE), one, properties);
        }
    }

    private static Questions questions(Properties properties, String of) {
        List<String> asked = numbered(properties, of + ".query.", "")
                .map(key -> properties.getProperty(key, ""))
                .filter(query -> !query.isBlank())
                .distinct()
                .limit(Questions.MOST_ASKED)
                .toList();
        Questions questions = new Questions(asked, List.of());
        for (String view : numbered(properties, of + ".view.", ".name").toList()) {
            questions = questions.saved(new SavedView(
                    properties.getProperty(view + ".name", ""),
                    properties.getProperty(view + ".query", ""),
                    properties.getProperty(view + ".order", ""),
                    columns(properties.getProperty(view + ".columns", ""))));
        }
        return questions;
    }

    private static void write(Questions questions, String of, Properties properties) {
        for (int i = 0; i < questions.asked().size(); i++) {
            properties.setProperty(
                    of + ".query." + (i + 1), questions.asked().get(i));
        }
        for (int i = 0; i < questions.views().size(); i++) {
            SavedView view = questions.views().get(i);
            String one = of + ".view." + (i + 1);
            properties.setProperty(one + ".name", view.name());
            properties.setProperty(one + ".query", view.query());
            properties.setProperty(one + ".order", view.order());
            writeColumns(view.columns(), one + ".columns", properties);
        }
    }

    /** The keys {@code before + number}, in the order of their numbers, of which one that ends so is there. */
    private static Stream<String> numbered(Properties properties, String before, String after) {
        Pattern key = Pattern.compile(Pattern.quote(before) + "(\\d{1,6})" + Pattern.quote(after));
        return properties.stringPropertyNames().stream()
                .map(key::matcher)
                .filter(Matcher::matches)
                .map(match -> Integer.parseInt(match.group(1)))
                .sorted()
                .map(number -> before + number);
    }

    private static void writeColumns(List<Arrangement.Column> columns, String key, Properties properties) {
        if (!columns.isEmpty()) {
            properties.setProperty(
                    key, columns.stream().map(TableProperties::written).collect(Collectors.joining(" ")));
        }
    }

    private static String written(Arrangement.Column column) {
        String width = column.width() > 0 ? String.format(Locale.ROOT, ":%.0f", column.width()) : "";
        return (column.shown() ? "" : "-") + column.name() + width;
    }

    private static List<Arrangement.Column> columns(String text) {
        return text.isBlank()
                ? List.of()
                : Stream.of(text.strip().split("\\s+"))
                        .map(TableProperties::column)
                        .toList();
    }

    private static Arrangement.Column column(String text) {
        Matcher column = COLUMN.matcher(text);
        if (!column.matches()) {
            throw new IllegalArgumentException("a column is " + text);
        }
        String width = column.group("width");
        return new Arrangement.Column(
                column.group("name"), column.group("left").isEmpty(), width == null ? 0 : Integer.parseInt(width));
    }
}
