/** In charge of the database: data source, transactions, migrations, keys, and what differs between H2 and PostgreSQL. */
@NullMarked
package org.broadsheet.store;

import org.jspecify.annotations.NullMarked;
