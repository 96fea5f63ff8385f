package io.lodestar.server.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Says in words what the operating system had against a file. */
public final class FileTrouble {

    private FileTrouble() {}

    /** The reason of a failure, fit to follow the name of the file. */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException trouble) {
            return words(trouble);
        }
        return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    }

    private static String words(FileSystemException trouble) {
        if (trouble instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (trouble instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (trouble instanceof FileAlreadyExistsException || trouble instanceof NotDirectoryException) {
            return "it exists and is no folder";
        }
        return Optional.ofNullable(trouble.getReason())
                .orElseGet(() -> trouble.getClass().getSimpleName());
    }
}
