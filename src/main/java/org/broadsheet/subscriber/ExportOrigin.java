package org.broadsheet.subscriber;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Programs whose exports are known by their columns. What such a file holds beyond what is needed to write to people is
 * left out: numbers of that program, network addresses, places, what was opened.
 */
enum ExportOrigin {
    /** A whole list, {@link CsvExport.Who#EVERYBODY}: who was not reached there is not taken in. */
    BROADSHEET("Broadsheet", Set.of("address", "status", "evidence", "consented_at", "left_at")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "status" -> CsvColumns.Role.STATE;
                case "evidence", "consented_at" -> CsvColumns.Role.EVIDENCE;
                case "left_at" -> CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }

        @Override
        Set<String> live() {
            return Set.of("confirmed");
        }
    },

    /** One status for all lists of an installation: who left just one list there is not marked. */
    LISTMONK("listmonk", Set.of("uuid", "email", "attributes", "status")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "attributes" -> CsvColumns.Role.UNFOLDED;
                case "status" -> CsvColumns.Role.STATE;
                case "uuid", "created_at", "updated_at" -> CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }

        @Override
        Set<String> live() {
            return Set.of("enabled");
        }

        @Override
        String caveat() {
            return "listmonk's file does not say who left a list there or never confirmed; export only those whose"
                    + " subscription is confirmed";
        }
    },

    /** An audience's export holds those who are subscribed, who left and who bounce in files of their own. */
    MAILCHIMP("Mailchimp", Set.of("member_rating", "leid", "euid")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "confirm_time", "optin_time" -> CsvColumns.Role.EVIDENCE;
                case "member_rating",
                        "optin_ip",
                        "confirm_ip",
                        "latitude",
                        "longitude",
                        "gmtoff",
                        "dstoff",
                        "cc",
                        "region",
                        "last_changed",
                        "leid",
                        "euid",
                        "address", // the postal one; that of mail is called "Email Address"
                        "phone",
                        "phone_number",
                        "birthday" -> CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }

        @Override
        boolean refuses(String file) {
            String name = file.toLowerCase(Locale.ROOT);
            return name.startsWith("nonsubscribed") || name.startsWith("unsubscribed") || name.startsWith("cleaned");
        }

        @Override
        boolean partsTagsByComma() {
            return true;
        }
    },

    BUTTONDOWN("Buttondown", Set.of("creation_date", "metadata")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "metadata" -> CsvColumns.Role.UNFOLDED;
                case "type", "subscriber_type" -> CsvColumns.Role.STATE;
                case "creation_date" -> CsvColumns.Role.EVIDENCE;
                case "id",
                        "secondary_id",
                        "source",
                        "referrer_url",
                        "ip_address",
                        "utm_campaign",
                        "utm_medium",
                        "utm_source",
                        "avatar_url",
                        "risk_score",
                        "firewall_reasons",
                        "last_open_date",
                        "last_click_date",
                        "open_rate",
                        "click_rate" -> CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }

        @Override
        Set<String> live() {
            return Set.of("regular", "premium", "gifted", "trialed", "churning");
        }

        @Override
        boolean partsTagsByComma() {
            return true;
        }
    },

    KEILA("Keila", Set.of("email", "first_name", "last_name", "data")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "data" -> CsvColumns.Role.UNFOLDED;
                case "status" -> CsvColumns.Role.STATE;
                case "external_id" -> CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }

        @Override
        Set<String> live() {
            return Set.of("active");
        }
    },

    /** Once called Sendinblue. Who is on its block list of text messages may well read mail. */
    BREVO("Brevo", Set.of("contact_id", "email", "email_blacklisted")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "email_blacklisted" -> CsvColumns.Role.LEFT;
                case "added_time" -> CsvColumns.Role.EVIDENCE;
                case "contact_id",
                        "ext_id",
                        "sms",
                        "sms_blacklisted",
                        "whatsapp",
                        "whatsapp_blacklisted",
                        "landline_number",
                        "modified_time" -> CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }
    },

    GHOST("Ghost", Set.of("email", "subscribed_to_emails")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "subscribed_to_emails" -> CsvColumns.Role.STATE;
                case "deleted_at" -> CsvColumns.Role.LEFT;
                case "created_at" -> CsvColumns.Role.EVIDENCE;
                case "id", "complimentary_plan", "stripe_customer_id", "products", "tiers", "gift_id" ->
                    CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }

        @Override
        Set<String> live() {
            return Set.of("true", "yes", "1");
        }

        @Override
        String alias(String column) {
            return column.equals("labels") ? "tags" : column;
        }

        @Override
        boolean partsTagsByComma() {
            return true;
        }
    },

    /** Who pays nothing has no active subscription there, and reads all the same. */
    SUBSTACK("Substack", Set.of("email", "active_subscription", "email_disabled")) {
        @Override
        CsvColumns.Role role(String column) {
            return switch (column) {
                case "email_disabled" -> CsvColumns.Role.LEFT;
                case "created_at" -> CsvColumns.Role.EVIDENCE;
                case "active_subscription",
                        "expiry",
                        "plan",
                        "digest_enabled",
                        "prefer_digests",
                        "first_payment",
                        "first_payment_at" -> CsvColumns.Role.DROPPED;
                default -> CsvColumns.Role.KEPT;
            };
        }
    },

    /** A plain list of members, whose form tells it and not its columns. */
    MAILMAN("Mailman", Set.of()) {
        @Override
        CsvColumns.Role role(String column) {
            return CsvColumns.Role.KEPT;
        }
    };

    private final String title;
    private final Set<String> signature;

    ExportOrigin(String title, Set<String> signature) {
        this.title = title;
        this.signature = signature;
    }

    /** The program whose export has these columns. @param columns as {@link CsvColumns} spells them */
    static Optional<ExportOrigin> of(List<String> columns) {
        return Arrays.stream(values())
                .filter(origin -> !origin.signature.isEmpty() && columns.containsAll(origin.signature))
                .findFirst();
    }

    /** As the program calls itself. */
    String title() {
        return title;
    }

    /** What a column that means nothing in other files holds in this program's. */
    abstract CsvColumns.Role role(String column);

    /** What a column of this program would be called here. */
    String alias(String column) {
        return column;
    }

    /** The words, in lower case, that a column of states has for those who receive mail. */
    Set<String> live() {
        return Set.of();
    }

    /** What its files do not say and their owner should know; may be empty. */
    String caveat() {
        return "";
    }

    /** Whether a file of this name holds nobody who subscribed. */
    boolean refuses(String file) {
        return false;
    }

    /** Where others part tags by semicolons; a tag may stand in quotes. */
    boolean partsTagsByComma() {
        return false;
    }
}
