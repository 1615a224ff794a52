package org.broadsheet;

/** The entry point of the program. */
public final class Broadsheet {
    private Broadsheet() {}

    public static void main(String[] args) {
        System.out.println("broadsheet");
    }
}
