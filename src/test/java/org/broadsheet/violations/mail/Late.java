package org.broadsheet.violations.mail;

import org.broadsheet.violations.text.Early;

public record Late(Early early) {}
