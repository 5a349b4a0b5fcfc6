package dev.portcullis.console.overview;

import dev.portcullis.api.Stats;
import dev.portcullis.console.chart.Figures;
import dev.portcullis.console.chart.TimeChart;
import dev.portcullis.console.chart.TimeChart.Series;
import dev.portcullis.console.common.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** What a picture's charts draw. */
final class Lines {
    private final Picture picture;
    private final List<Stats.Minute> minutes;

    Lines(Picture picture) {
        this.picture = picture;
        this.minutes = picture.stats().minutes();
    }

    /** How many were active at the end of each step, and are now. */
    TimeChart.Data active() {
        boolean late = minutes.isEmpty() || minutes.getLast().at().isBefore(picture.at());
        List<Instant> steps =
                new ArrayList<>(minutes.stream().map(Stats.Minute::at).toList());
        double[] now = new double[minutes.size() + (late ? 1 : 0)];
        for (int i = 0; i < minutes.size(); i++) {
            now[i] = minutes.get(i).active();
        }
        if (late) {
            steps.add(picture.at());
            now[minutes.size()] = picture.stats().live();
        }
        List<Series> series =
                new ArrayList<>(List.of(new Series(Text.get("overview.active.now"), "series-active", true, now)));
        Earlier earlier = picture.earlier();
        if (earlier != null) {
            series.add(new Series(
                    Text.get(
                            earlier.before().equals(Earlier.WEEK)
                                    ? "overview.active.week"
                                    : "overview.active.yesterday"),
                    "series-before",
                    false,
                    then(earlier, steps.size())));
        }
        return new TimeChart.Data(picture.from(), picture.at(), steps, i -> moment(steps.get(i)), series);
    }

    /** Steps that are over, and so can be compared. */
    private double[] then(Earlier earlier, int size) {
        double[] then = new double[size];
        List<Stats.Minute> before = earlier.stats().minutes();
        for (int i = 0; i < size; i++) {
            then[i] = i < before.size() && i < minutes.size() && picture.whole(i)
                    ? before.get(i).active()
                    : Double.NaN;
        }
        return then;
    }

    TimeChart.Data logins() {
        return data(List.of(
                series("overview.logins.ok", "series-started", Stats.Minute::started),
                series("overview.logins.failed", "series-failed", Stats.Minute::failed)));
    }

    /** What has begun counts here if there is anything in it: it is no fall, and "none" would be false. */
    TimeChart.Data reuse() {
        Series whole = series("overview.reuse.came-back", "series-reused", Stats.Minute::reused);
        double[] values = whole.values().clone();
        for (int i = 0; i < values.length; i++) {
            if (minutes.get(i).reused() > 0) {
                values[i] = minutes.get(i).reused();
            }
        }
        return data(List.of(new Series(whole.name(), whole.styleClass(), whole.filled(), values)));
    }

    /** Of how long a value is. */
    String unit() {
        int step = picture.range().step();
        return step < 60 ? Text.get("overview.per.minutes", step) : Text.get("overview.per.hours", step / 60);
    }

    private TimeChart.Data data(List<Series> series) {
        IntFunction<String> when = i -> moment(picture.begin(i)) + " – " + Figures.minute(picture.begin(i + 1));
        return new TimeChart.Data(
                picture.from(),
                picture.at(),
                minutes.stream().map(Stats.Minute::at).toList(),
                when,
                series);
    }

    private Series series(String name, String styleClass, ToLongFunction<Stats.Minute> count) {
        double[] values = IntStream.range(0, minutes.size())
                .mapToDouble(i -> picture.whole(i) ? count.applyAsLong(minutes.get(i)) : Double.NaN)
                .toArray();
        return new Series(Text.get(name), styleClass, true, values);
    }

    private String moment(Instant at) {
        return picture.range().length().compareTo(Duration.ofDays(1)) < 0
                ? Figures.minute(at)
                : Figures.dayAndMinute(at);
    }
}
