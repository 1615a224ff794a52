package org.broadsheet.store;

import org.broadsheet.text.Concealed;

/**
 * What the messages of a driver must not show.
 *
 * @param shown what stands in place of the URL
 */
record Hidden(String url, String shown, DatabaseSettings settings) {
    String in(String message) {
        String said = message.replace(url, shown);
        if (!settings.password().isEmpty()) {
            said = said.replace(settings.password(), "…");
        }
        return Concealed.of(said);
    }

    @Override
    public String toString() {
        return shown;
    }
}
