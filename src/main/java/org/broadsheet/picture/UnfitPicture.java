package org.broadsheet.picture;

/** A file that cannot become a picture of a mail. */
public final class UnfitPicture extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Nothing that we know as a picture. */
        UNKNOWN,
        /** Of a known kind, and damaged or cut off. */
        BROKEN,
        /** More bytes, pixels or shapes than a mail could want. */
        TOO_LARGE
    }

    private final Reason reason;
    private final String hint;

    /**
     * @param message what is wrong, to stand behind "The picture 'hall.png' "
     * @param hint what to do
     */
    UnfitPicture(Reason reason, String message, String hint) {
        super(message);
        this.reason = reason;
        this.hint = hint;
    }

    static UnfitPicture broken(String what) {
        return new UnfitPicture(Reason.BROKEN, "is damaged: " + what, "save it again, or fetch it anew");
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong, to stand behind "The picture 'hall.png' ". */
    public String complaint() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }
}
