package dev.portcullis.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.api.ExportManifest;
import dev.portcullis.api.ExportView;
import dev.portcullis.api.Json;
import dev.portcullis.api.Paths;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Copies of sessions, for operators with {@code sessions:read}: any number of them, without holding more than a piece in memory. A copy is whole only if its manifest,
 * which the server signs when all is written, says so of these very bytes; each method that returns one has seen to that.
 */
public final class Exports {
    /** The server sends what it has; between pieces of a rare thing it looks through many sessions. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

    private static final Pattern MANIFEST =
            Pattern.compile("<" + Pattern.quote(Paths.ADMIN_EXPORTS) + "/([0-9a-f-]{36})>; rel=\"describedby\"");

    private final Transport transport;

    Exports(Transport transport) {
        this.transport = transport;
    }

    /** Copies to a file: it is there under this name when it is whole, and not before; what came of one that broke off is removed. */
    public ExportManifest toFile(ExportQuery query, Path file) throws IOException {
        return toFile(query, file, _ -> {});
    }

    /**
     * The same, telling how far it has come.
     *
     * @param progress is told now and then how many bytes have arrived
     * @throws ExportException if what has arrived is not the whole export
     * @throws IOException if it cannot be written
     * @throws ClientException if it is not granted
     */
    public ExportManifest toFile(ExportQuery query, Path file, LongConsumer progress) throws IOException {
        return WholeFile.write(file, out -> to(query, out, progress));
    }

    /**
     * The same with its manifest beside it, {@link #manifestOf}: either both are there, or neither.
     *
     * @param progress is told now and then how many bytes have arrived
     * @throws ExportException if what has arrived is not the whole export
     * @throws IOException if one of them cannot be written
     * @throws ClientException if it is not granted
     */
    public ExportManifest toFileWithManifest(ExportQuery query, Path file, LongConsumer progress) throws IOException {
        return WholeFile.write(file, out -> to(query, out, progress), manifestOf(file), Json::write);
    }

    /** Where the manifest of an exported file lies: {@code FILE.manifest.json} beside it. */
    public static Path manifestOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".manifest.json");
    }

    /**
     * Copies to a stream, which is not closed. What has been written to it when this fails is not whole.
     *
     * @param progress is told now and then how many bytes have arrived
     * @throws ExportException if what has arrived is not the whole export
     * @throws IOException if it cannot be written
     * @throws ClientException if it is not granted
     */
    public ExportManifest to(ExportQuery query, OutputStream out, LongConsumer progress) throws IOException {
        try (Download download =
                Download.open(transport, path(query), query.format().mediaType())) {
            return copy(download, out, progress);
        } catch (InterruptedException e) {
            throw transport.interrupted(e);
        }
    }

    private ExportManifest copy(Download download, OutputStream out, LongConsumer progress)
            throws IOException, InterruptedException {
        UUID id = download.head()
                .headers()
                .firstValue("Link")
                .map(MANIFEST::matcher)
                .filter(Matcher::matches)
                .map(match -> UUID.fromString(match.group(1)))
                .orElseThrow(() -> download.head().notOurs("the export names no manifest"));
        MessageDigest digest = ManifestCheck.sha256();
        OutputStream digested = new DigestOutputStream(out, digest);
        long bytes = 0;
        Optional<byte[]> piece = next(download, bytes);
        while (piece.isPresent()) {
            digested.write(piece.get());
            bytes += piece.get().length;
            progress.accept(bytes);
            piece = next(download, bytes);
        }
        out.flush();
        return whole(id, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static Optional<byte[]> next(Download download, long bytes) throws IOException, InterruptedException {
        try {
            return download.next(SILENCE_LIMIT);
        } catch (IOException e) {
            throw new ExportException("the export broke off after " + bytes + " bytes: " + e.getMessage(), e);
        }
    }

    private ExportManifest whole(UUID id, long bytes, String digest) throws ExportException {
        ExportManifest manifest = find(id).manifest();
        if (manifest == null) {
            throw new ExportException("the export broke off: the server has not written all of it");
        }
        ManifestCheck.of(receiptKeys()).require(manifest, bytes, digest);
        return manifest;
    }

    /** How far an export has come, and its manifest if it is whole. */
    public ExportView find(UUID id) {
        return transport
                .send(transport
                        .request(Paths.ADMIN_EXPORTS + "/" + id, "application/json")
                        .GET()
                        .build())
                .expect(200)
                .as(ExportView.class);
    }

    /**
     * Checks a file that was exported some time ago against the manifest that was kept with it, and the manifest against this server's keys.
     *
     * @throws ExportException if the file is not what the manifest says, or the manifest is not what a key of this server has signed
     */
    public void check(Path file, ExportManifest manifest) throws IOException {
        MessageDigest digest = ManifestCheck.sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        ManifestCheck.of(receiptKeys())
                .require(manifest, Files.size(file), HexFormat.of().formatHex(digest.digest()));
    }

    private byte[] receiptKeys() {
        return transport
                .send(transport
                        .request(Paths.RECEIPT_KEYS, "application/jwk-set+json")
                        .GET()
                        .build())
                .expect(200)
                .body();
    }

    private static String path(ExportQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("format", query.format().wire());
        if (!query.query().isBlank()) {
            parameters.put("q", query.query());
        }
        if (query.state() != null) {
            parameters.put("state", query.state());
        }
        if (query.asOf() != null) {
            parameters.put("asOf", query.asOf().toString());
        }
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&", Paths.ADMIN_SESSIONS_EXPORT + "?", ""));
    }
}
