package org.broadsheet.check;

import org.broadsheet.edition.Brand;
import org.broadsheet.text.Position;

/** What is left of the configuration that a new workspace begins with. */
final class SampleBrand implements MailInspection {
    static final String NAME = "Our Community";

    @Override
    public void inspect(Rendered mail, Findings findings) {
        Brand brand = mail.brand();
        if (brand.name().strip().equals(NAME)) {
            findings.add(
                    UnfinishedRule.SAMPLE_LEFT,
                    Position.wholeFile("broadsheet.yaml"),
                    "the brand's name is still '" + NAME + "'",
                    "write your community's name");
        }
    }
}
