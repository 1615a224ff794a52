/** In charge of handing an edition to the relay: the recipients' snapshot, shards, the SMTP connection, outcomes, retries. */
@NullMarked
package org.broadsheet.delivery;

import org.jspecify.annotations.NullMarked;
