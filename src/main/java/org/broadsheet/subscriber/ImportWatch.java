package org.broadsheet.subscriber;

/** Who watches over an import. Called by the thread that imports. */
public interface ImportWatch {
    /** Nobody watches, and nobody is taken off a list. */
    ImportWatch NONE = new ImportWatch() {};

    /** @param read bytes of the file, of {@code size} */
    default void progress(long read, long size) {}

    /**
     * Asked once by {@link ImportMode#REPLACE_LIST}, when the file is in.
     *
     * @param missing those on the list whom the file does not name; more than 0
     * @param all everybody on the list
     * @return whether they are taken off it
     */
    default boolean mayRemove(long missing, long all) {
        return false;
    }
}
