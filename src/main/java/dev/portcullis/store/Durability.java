package dev.portcullis.store;

/** What a database promises of a commit. */
public record Durability(String fsync, String synchronousCommit, String fullPageWrites, String version) {
    /** Asks it. */
    public static Durability of(Database database) {
        return database.read(transaction -> transaction.one(
                """
                select current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'),
                    current_setting('server_version')
                """, row -> new Durability(row.getString(1), row.getString(2), row.getString(3), row.getString(4))));
    }

    @Override
    public String toString() {
        return version + ": fsync " + fsync + ", synchronous_commit " + synchronousCommit + ", full_page_writes "
                + fullPageWrites;
    }
}
