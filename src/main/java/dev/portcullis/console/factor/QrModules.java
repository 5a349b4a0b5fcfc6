package dev.portcullis.console.factor;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** The dark and light squares of a QR code (ISO/IEC 18004), without the quiet zone around them. */
final class QrModules {
    private final ByteMatrix matrix;

    private QrModules(ByteMatrix matrix) {
        this.matrix = matrix;
    }

    /**
     * Encodes a text so that a seventh of it may be unreadable.
     *
     * @throws IllegalArgumentException if it is too long for any QR code
     */
    static QrModules of(String text) {
        try {
            return new QrModules(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code can hold this", e);
        }
    }

    int size() {
        return matrix.getWidth();
    }

    boolean isDark(int x, int y) {
        return matrix.get(x, y) == 1;
    }

    /** The dark squares as an SVG path, a rectangle for each run of a row. */
    String path(int pixels) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < size(); y++) {
            for (int x = 0; x < size(); x++) {
                int from = x;
                while (x < size() && isDark(x, y)) {
                    x++;
                }
                if (x > from) {
                    int width = (x - from) * pixels;
                    path.append("M%d %dh%dv%dh-%dz".formatted(from * pixels, y * pixels, width, pixels, width));
                }
            }
        }
        return path.toString();
    }
}
