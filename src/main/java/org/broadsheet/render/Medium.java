package org.broadsheet.render;

/** The two parts of a message, each with a template of its own. */
enum Medium {
    HTML("mail.html"),
    TEXT("mail.txt");

    private final String template;

    Medium(String template) {
        this.template = template;
    }

    String template() {
        return template;
    }
}
