package dev.portcullis.place;

import com.maxmind.db.DeserializationException;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in MaxMind's format, held in memory (a mapped one would crash the process if it were overwritten in place), and read again when it changes. Once it has
 * been read, nothing about it fails: what cannot be read leaves the former in place, and what it cannot answer is unknown.
 */
final class GeoFile {
    private static final Logger LOG = LoggerFactory.getLogger(GeoFile.class);
    private static final long LARGEST = 512L << 20;
    private static final List<String> PROBES = List.of("8.8.8.8", "2001:4860:4860::8888");

    /** What a file is of. */
    enum Subject {
        COUNTRIES("--geoip-country", "countries", "country|city|enterprise"),
        SYSTEMS("--geoip-asn", "autonomous systems", "asn|isp");

        private final String option;
        private final String words;
        private final Pattern types;

        Subject(String option, String words, String types) {
            this.option = option;
            this.words = words;
            this.types = Pattern.compile(types, Pattern.CASE_INSENSITIVE);
        }
    }

    /** What changes when the file does. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    /** The file as it was read; once a question to it has failed, that is said once. */
    private record Content(Stamp stamp, Reader reader, AtomicBoolean failed) {}

    private final Subject subject;
    private final Path path;
    private volatile Content content;

    /** What the file was when it could last not be read: said once. */
    private @Nullable Object refused;

    private GeoFile(Subject subject, Path path, Content content) {
        this.subject = subject;
        this.path = path;
        this.content = content;
    }

    /** @throws GeoTroubleException if it cannot be used */
    static GeoFile open(Subject subject, Path path) {
        return new GeoFile(subject, path, read(subject, path));
    }

    /** Reads it again if it has changed. For one thread. */
    void look() {
        Object now;
        try {
            now = stamp(path);
        } catch (IOException e) {
            now = "gone";
        }
        if (now.equals(content.stamp) || now.equals(refused)) {
            return;
        }
        try {
            content = read(subject, path);
            refused = null;
            LOG.info("{} {} has changed and is read again", subject.option, path);
        } catch (GeoTroubleException e) {
            refused = now;
            LOG.warn("{}; the former one stays in use", e.getMessage());
        }
    }

    /** What it says of an address; empty if nothing. */
    Map<?, ?> find(InetAddress address) {
        Content current = content;
        try {
            return find(current.reader, address);
        } catch (IOException | RuntimeException e) { // a damaged file; a login must not fail for it
            if (current.failed.compareAndSet(false, true)) {
                LOG.warn("{} {} is damaged, so some addresses stay unknown", subject.option, path, e);
            }
            return Map.of();
        }
    }

    private static Map<?, ?> find(Reader reader, InetAddress address) throws IOException {
        if (reader.getMetadata().ipVersion() == 4 && !(address instanceof Inet4Address)) {
            return Map.of();
        }
        Map<?, ?> found = reader.get(address, Map.class);
        return found == null ? Map.of() : found;
    }

    private static Content read(Subject subject, Path path) {
        String file = subject.option + " " + path;
        try {
            Stamp stamp = stamp(path);
            if (stamp.size > LARGEST) {
                throw new GeoTroubleException(file + " is larger than " + (LARGEST >> 20) + " MiB");
            }
            Reader reader = new Reader(path.toFile(), Reader.FileMode.MEMORY);
            String type = reader.getMetadata().databaseType();
            if (!subject.types.matcher(type).find()) {
                throw new GeoTroubleException(
                        file + " is a database of another kind (" + type + "), not of " + subject.words);
            }
            for (String probe : PROBES) {
                find(reader, InetAddress.ofLiteral(probe));
            }
            return new Content(stamp, reader, new AtomicBoolean());
        } catch (NoSuchFileException e) {
            throw new GeoTroubleException("cannot read " + file + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new GeoTroubleException("cannot read " + file + ": permission denied", e);
        } catch (IOException | DeserializationException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new GeoTroubleException(file + " is no database in MaxMind's format, or is damaged", e);
        }
    }

    private static Stamp stamp(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
