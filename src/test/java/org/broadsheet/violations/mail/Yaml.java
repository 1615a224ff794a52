package org.broadsheet.violations.mail;

import org.snakeyaml.engine.v2.api.Load;

record Yaml(Load load) {}
