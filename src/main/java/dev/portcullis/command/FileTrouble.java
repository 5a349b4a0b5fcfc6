package dev.portcullis.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** What is wrong with a file, in words: the exceptions of {@code java.nio.file} say which file, and leave the rest to their names. */
final class FileTrouble {
    private FileTrouble() {}

    static String reason(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "it is no directory";
            case FileAlreadyExistsException _ -> "something else is there";
            case FileSystemException e ->
                Objects.requireNonNullElse(e.getReason(), "the file system refuses")
                        .toLowerCase(java.util.Locale.ROOT);
            case CharacterCodingException _ -> "it is not UTF-8 text";
            default -> String.valueOf(trouble.getMessage());
        };
    }
}
