package dev.portcullis.command;

/** The program: {@code java -jar portcullis.jar COMMAND}. */
public final class Portcullis {
    private Portcullis() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
