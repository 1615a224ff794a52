package org.broadsheet.delivery;

import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.ReturnPaths;

/** What shows whose mail it is: the signature on it, and where it returns to. */
public record Letterhead(DkimSigner signer, ReturnPaths returnPaths) {}
