package org.broadsheet.subscriber;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What other tools' exports say of people who left: a column of states, or one that marks them. Whoever left there must not
 * be written to from here because a column was not understood.
 */
enum Departure {
    /** A column of words, some of which say that somebody has left. */
    STATE {
        @Override
        boolean says(String value) {
            return LeavingWords.isStateOfGone(value);
        }
    },

    /** Anything but a no says it: some hold a yes, some the day. */
    MARK {
        @Override
        boolean says(String value) {
            return !LeavingWords.isNo(value) && !value.equals("subscribed");
        }
    },

    /** A no says what a yes says in the others. */
    CONSENT {
        @Override
        boolean says(String value) {
            return !value.isEmpty() && (LeavingWords.isNo(value) || value.equals("disabled"));
        }
    },

    /** It may be a mark, by its name; who knows must be asked. */
    SMELL {
        @Override
        boolean says(String value) {
            return false;
        }
    },

    /** It speaks of telephones, or has something for everybody, such as a link. */
    ELSEWHERE {
        @Override
        boolean says(String value) {
            return false;
        }
    },

    NONE {
        @Override
        boolean says(String value) {
            return false;
        }
    };

    /** @param value as {@link LeavingWords#plain} writes it */
    abstract boolean says(String value);

    /** @param column as {@link CsvColumns} names it */
    static Departure ofColumn(String column) {
        String name = LeavingWords.plain(column).replace(' ', '_');
        if (LeavingWords.isOfSomethingElse(name)) {
            return ELSEWHERE;
        } else if (LeavingWords.namesState(name)) {
            return STATE;
        } else if (LeavingWords.namesMark(name)) {
            return MARK;
        } else if (LeavingWords.namesConsent(name)) {
            return CONSENT;
        }
        return LeavingWords.smells(name) ? SMELL : NONE;
    }

    /** Why the person must not be taken in. */
    Optional<String> reason(String cell) {
        if (this == ELSEWHERE) {
            return Optional.empty();
        }
        String value = LeavingWords.plain(cell);
        return says(value) || LeavingWords.isGone(value) ? Optional.of(words(cell)) : Optional.empty();
    }

    static String words(String cell) {
        return "\"" + cell + "\" says that the reader has left or never joined; such readers are not taken in";
    }

    /** Whether a cell says neither no nor nothing, so that in a column of marks it says that somebody has left. */
    static boolean isTold(String cell) {
        return MARK.says(LeavingWords.plain(cell));
    }

    /** Whether somebody answered yes or no where topics are asked for; null for neither. */
    static @Nullable Boolean answer(String cell) {
        return LeavingWords.answer(LeavingWords.plain(cell));
    }
}
