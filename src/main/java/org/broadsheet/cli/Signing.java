package org.broadsheet.cli;

import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.MailAddress;

/** What commands say of signatures before mail leaves. */
final class Signing {
    private Signing() {}

    /**
     * Warns when mail is signed here, but not that of this sender.
     *
     * @throws org.broadsheet.text.InputException when a key cannot be used
     */
    static void warn(Workbench bench, MailAddress from, Terminal terminal) {
        DkimSigner signer = bench.letterhead().signer();
        if (!signer.isIdle() && !signer.isFor(from)) {
            terminal.complain("warning: mail from " + from.address() + " is not signed, for no key of 'dkim' is of "
                    + from.asciiDomain() + "; 'broadsheet dkim keygen --domain " + from.asciiDomain()
                    + " --selector s1' makes one");
        }
    }
}
