package org.broadsheet;

import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.ReturnPaths;
import org.broadsheet.text.YamlMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code bounces:}. */
final class BounceKeys {
    private BounceKeys() {}

    static BounceSettings read(YamlMap root) {
        YamlMap map = root.map("bounces");
        boolean given = root.value("bounces") != null;
        MailAddress address = map.optional(
                value -> value.parsed("an address such as bounces@example.org", BounceKeys::address), "address");
        boolean verp = map.bool("verp", address != null);
        map.refuseOthers();
        if (given && map.value("address") == null) {
            map.missing("address");
        }
        return settings(map, address, verp);
    }

    private static BounceSettings settings(YamlMap map, @Nullable MailAddress address, boolean verp) {
        if (address == null) {
            return BounceSettings.DEFAULT;
        }
        if (verp && address.local().length() > ReturnPaths.LONGEST_LOCAL) {
            String message = "'address' has no room for what marks each recipient: more than "
                    + ReturnPaths.LONGEST_LOCAL + " characters before the @";
            map.problems().error("bad-value", map.at("address"), message, "take a shorter one, or say verp: false");
            return BounceSettings.DEFAULT;
        }
        return new BounceSettings(address, verp);
    }

    private static MailAddress address(String text) {
        return MailAddress.of(text, "")
                .filter(address -> address.local().chars().allMatch(c -> c < 0x80))
                .orElseThrow(() -> new IllegalArgumentException(text));
    }
}
