package org.broadsheet.violations.text;

import org.broadsheet.violations.mail.Late;

/** Imports a package that comes after its own, and makes a cycle with it. */
public record Early(Late late) {}
